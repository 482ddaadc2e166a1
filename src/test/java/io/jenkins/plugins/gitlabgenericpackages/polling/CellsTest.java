package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.EnvVars;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.matrix.TextAxis;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.util.Optional;
import org.junit.Test;

/** The builds that a build of a multi-configuration project consists of. */
public class CellsTest extends PollingTestCase {
    @Test
    public void eachKnowsTheVersion() throws Exception {
        MatrixProject job = j.createProject(MatrixProject.class);
        job.setAxes(new AxisList(new TextAxis("OS", "linux", "windows")));
        RemotePackage listed = new RemotePackage(1, "app", "1.0", "default", Optional.empty(), "");
        NewVersion version = NewVersion.of(listed, new Registry("https://gitlab.example.com", "7", Token.anonymous()));
        MatrixBuild build = j.assertBuildStatusSuccess(job.scheduleBuild2(0, new NewVersionAction(version)));
        assertThat(build.getRuns().size(), is(2));
        for (MatrixRun cell : build.getRuns()) {
            EnvVars env = cell.getEnvironment(TaskListener.NULL);
            assertThat(env.get("GITLAB_PACKAGE_NAME"), is("app"));
            assertThat(env.get("GITLAB_PACKAGE_VERSION"), is("1.0"));
        }
        assertThat(build.getEnvironment(TaskListener.NULL).get("GITLAB_PACKAGE_VERSION"), is("1.0"));
        MatrixBuild other = j.buildAndAssertSuccess(job);
        assertThat(
                other.getRuns().get(0).getEnvironment(TaskListener.NULL).containsKey("GITLAB_PACKAGE_VERSION"),
                is(false));
    }
}
