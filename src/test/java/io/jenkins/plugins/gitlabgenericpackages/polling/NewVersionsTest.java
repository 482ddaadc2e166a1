package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import hudson.EnvVars;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersionCause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.Test;

/** Which versions start a build. */
public class NewVersionsTest extends PollingTestCase {
    @Test
    public void theFirstPollOnlyRemembersWhatIsThere() throws Exception {
        add("1.0");
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        assertThat(built(job), is(List.of()));
        assertThat(latest(job), is("The first poll: versions that are there now start no builds (app has 1)"));
        poll(job);
        assertThat(latest(job), is("Nothing new"));
        assertThat(built(job), is(List.of()));
    }

    @Test
    public void eachNewVersionStartsOneBuildTheOldestFirst() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        add("2.0");
        add("1.0");
        add("nightly");
        poll(job);
        assertThat(built(job), is(List.of("2.0", "1.0", "nightly")));
        assertThat(
                latest(job),
                is(
                        "2.0 is complete: a build is queued; 1.0 is complete: a build is queued; nightly is complete: a build"
                                + " is queued"));
        poll(job);
        assertThat(built(job).size(), is(3));
    }

    @Test
    public void aBuildKnowsItsVersion() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("STAGE", "test")));
        poll(job);
        add("1.0");
        poll(job);
        FreeStyleBuild build = job.getLastBuild();
        EnvVars env = build.getEnvironment(TaskListener.NULL);
        assertThat(env.get("GITLAB_PACKAGE_NAME"), is("app"));
        assertThat(env.get("GITLAB_PACKAGE_VERSION"), is("1.0"));
        assertThat(env.get("GITLAB_PACKAGE_CREATED_AT"), startsWith("20"));
        assertThat(env.get("STAGE"), is("test"));
        String page = registry.url() + "/group/sub/app/-/packages/1";
        assertThat(build.getCause(NewVersionCause.class).getPage(), is(page));
        assertThat(
                build.getCause(NewVersionCause.class).getShortDescription(),
                is("Started by a new version in GitLab: app 1.0"));
        j.assertLogContains("Started by a new version in GitLab: app 1.0", build);
        String html = j.createWebClient().getPage(build).getWebResponse().getContentAsString();
        assertThat(html, containsString("href=\"" + page + "\""));
    }

    @Test
    public void aRuleChoosesAndAnotherRuleKeepsTheMemory() throws Exception {
        GitLabGenericPackageTrigger ones = quickTrigger();
        ones.setPackageVersion("1.x");
        FreeStyleProject job = job(ones);
        poll(job);
        add("2.0.0");
        add("1.0.0");
        poll(job);
        assertThat(built(job), is(List.of("1.0.0")));
        assertThat(latest(job), containsString("2.0.0 is new, and does not fit 1.x"));
        add("2.1.0");
        add("1.1.0");
        GitLabGenericPackageTrigger twos = quickTrigger();
        twos.setPackageVersion("2.x");
        configure(job, twos);
        poll(job);
        // Neither the old 2.0.0, nor is the new 2.1.0 lost.
        assertThat(built(job), is(List.of("1.0.0", "2.1.0")));
    }

    @Test
    public void aVersionThatIsMadeAgainIsANewOne() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        add("1.0");
        poll(job);
        delete(1);
        poll(job);
        add("1.0");
        poll(job);
        poll(job);
        assertThat(built(job), is(List.of("1.0", "1.0")));
    }

    @Test
    public void twoVersionsOfTheSameMomentAreTwo() throws Exception {
        add("0.9");
        int port = registry.get().url().getPort();
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        for (int id = 2; id <= 4; id++) {
            // The third of them comes when the two others were seen.
            journal(id, "1." + id);
            if (id != 2) {
                registry.use(registry.builder().port(port));
                poll(job);
            }
        }
        assertThat(built(job), is(List.of("1.2", "1.3", "1.4")));
    }

    /** Adds a version of a certain moment behind the registry's back. */
    private void journal(int file, String version) throws Exception {
        Path blob =
                registry.get().files(RegistryRule.PROJECT, "app", "0.9").get(0).blob();
        Files.writeString(
                blob.getParent().resolveSibling("packages.jsonl"),
                """

                {"project": 7, "name": "app", "version": "%s", "change": "add", "file": %d, "file_name": "f", "size": 1, \
                "sha256": "%s", "status": "", "at": "2100-01-01T00:00:00Z"}
                """.formatted(version, file, "0".repeat(64)),
                StandardOpenOption.APPEND);
    }
}
