package io.jenkins.plugins.gitlabgenericpackages;

import static org.junit.Assert.assertTrue;

import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Result;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackagesAction;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Steps that go by what a build has recorded, over the end of Jenkins. */
public class RestartedRecordTest {
    @Rule
    public final RealJenkinsRule jenkins = new RealJenkinsRule().javaOptions(HeldBuilds.SHORT_LIFE);

    @Rule
    public final RegistryRule registry = new RegistryRule();

    @Before
    public void start() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(j -> {
            TestCredentials.addDefault();
        });
    }

    @Test
    public void aDownloadTakesTheSameBuildAfterwards() throws Throwable {
        String first = upload("1.0");
        String second = upload("2.0");
        String download = "node { dir('down') { def files = gitlabGenericDownload(fromJob: 'up', gitlabUrl: '"
                + registry.url() + "', credentialsId: 'gitlab', retries: 0)\n"
                + "echo \"took ${files*.fileName} of ${files*.packageVersion}\" } }";
        jenkins.runRemotely(j -> {
            j.buildAndAssertSuccess(job(j, "up", first));
        });
        // Not before: an upload asks for the file, too.
        Fault stalled = registry.fault(Fault.stallInBody(2).on(Route.DOWNLOAD));
        jenkins.runRemotely(j -> {
            Pipelines.start(job(j, "down", download));
        });
        assertTrue(stalled.awaitReached(RegistryRule.SOON));
        jenkins.runRemotely(j -> {
            WorkflowJob up = j.jenkins.getItemByFullName("up", WorkflowJob.class);
            up.setDefinition(new CpsFlowDefinition(second, true));
            j.buildAndAssertSuccess(up);
        });
        jenkins.stopJenkinsForcibly();
        stalled.release();
        jenkins.startJenkins();
        jenkins.runRemotely(j -> {
            WorkflowRun build = j.waitForCompletion(HeldBuilds.build(j, "down"));
            j.assertBuildStatusSuccess(build);
            j.assertLogContains("took [a.txt] of [1.0]", build);
        });
    }

    @Test
    public void aStepThatCannotTellItsFilesFails() throws Throwable {
        Path home = jenkins.getHome().toPath();
        String mark = home.resolve("recorded").toString();
        String upload = upload("1.0");
        jenkins.runRemotely(j -> {
            ExtensionList.lookup(SaveableListener.class).add(new Holding(mark));
            Pipelines.start(job(j, "up", upload));
        });
        while (!Files.exists(Path.of(mark))) {
            Thread.onSpinWait();
        }
        jenkins.stopJenkinsForcibly();
        Files.delete(home.resolve("jobs/up/builds/1/gitlab-generic-packages/1.jsonl"));
        jenkins.startJenkins();
        jenkins.runRemotely(j -> {
            WorkflowRun build = j.waitForCompletion(HeldBuilds.build(j, "up"));
            j.assertBuildStatus(Result.FAILURE, build);
            j.assertLogContains(
                    "The record of the build up #1 is incomplete: of the 1 files of app 1.0, it has 0", build);
            j.assertLogNotContains("\tat ", build);
        });
    }

    private String upload(String version) {
        return "node { writeFile file: 'a.txt', text: 'hello'\n"
                + registry.upload("file: 'a.txt', packageVersion: '" + version + "'") + " }";
    }

    private static WorkflowJob job(JenkinsRule j, String name, String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** Holds the step that has recorded its transfer, until Jenkins is killed. */
    private static final class Holding extends SaveableListener {
        private final Path mark;

        private Holding(String mark) {
            this.mark = Path.of(mark);
        }

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof WorkflowRun build && build.getAction(GenericPackagesAction.class) != null) {
                try {
                    Files.createFile(mark);
                    new CountDownLatch(1).await();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
