package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.Queue;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersionAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** No restart loses a version, or starts its build twice. */
public class PollingRestartTest {
    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final RegistryRule registry = new RegistryRule();

    @Test
    public void whatCameWhileJenkinsWasDownStarts() throws Throwable {
        sessions.then(j -> {
            FreeStyleProject job = create(j);
            poll(job);
            add("1.0");
            poll(job);
            j.waitUntilNoActivity();
            assertThat(PollingTestCase.built(job), is(List.of("1.0")));
        });
        add("1.1");
        sessions.then(j -> {
            FreeStyleProject job = job(j);
            poll(job);
            j.waitUntilNoActivity();
            poll(job);
            j.waitUntilNoActivity();
            assertThat(PollingTestCase.built(job), is(List.of("1.0", "1.1")));
        });
    }

    @Test
    public void whatIsInTheQueueStaysThereOnce() throws Throwable {
        sessions.then(j -> queueOne(j));
        sessions.then(j -> {
            FreeStyleProject job = job(j);
            poll(job);
            Queue.Item[] items = j.jenkins.getQueue().getItems();
            assertThat(items.length, is(1));
            assertThat(items[0].getAction(NewVersionAction.class).isFor(1), is(true));
            assertThat(job.getBuilds().size(), is(0));
            j.jenkins.getQueue().cancel(items[0]);
            poll(job);
            assertThat(j.jenkins.getQueue().getItems().length, is(0));
        });
    }

    @Test
    public void whatWasTakenOutBeforeARestartStaysOut() throws Throwable {
        sessions.then(j -> {
            queueOne(j);
            j.jenkins.getQueue().cancel(j.jenkins.getQueue().getItems()[0]);
        });
        sessions.then(j -> {
            FreeStyleProject job = job(j);
            poll(job);
            assertThat(j.jenkins.getQueue().getItems().length, is(0));
            assertThat(new PollingFile(job).read().started().size(), is(0));
        });
    }

    @Test
    public void aQueueThatWasNotSavedLosesNothing() throws Throwable {
        sessions.then(j -> queueOne(j));
        // As if Jenkins had been killed before it saved the queue.
        Files.delete(sessions.getHome().toPath().resolve("queue.xml"));
        sessions.then(j -> {
            FreeStyleProject job = job(j);
            job.setQuietPeriod(0);
            assertThat(j.jenkins.getQueue().getItems().length, is(0));
            poll(job);
            j.waitUntilNoActivity();
            poll(job);
            j.waitUntilNoActivity();
            assertThat(PollingTestCase.built(job), is(List.of("1.0")));
            assertThat(
                    PollingTestCase.log(job), containsString("1.0 is complete, but has no build: a build is queued"));
        });
    }

    @Test
    public void aBuildThatWasNotNotedIsFound() throws Throwable {
        Path[] memory = new Path[1];
        sessions.then(j -> {
            queueOne(j);
            FreeStyleProject job = job(j);
            memory[0] = job.getRootDir().toPath().resolve("gitlab-generic-package-polling.xml");
            Path aside = memory[0].resolveSibling("aside.xml");
            Files.copy(memory[0], aside);
            j.jenkins.getQueue().getItems(job).get(0).getFuture();
            // The quiet period ends when another one without any asks for the same.
            job.setQuietPeriod(0);
            Queue.Item same = j.jenkins.getQueue().getItems(job).get(0);
            j.jenkins
                    .getQueue()
                    .schedule2(job, 0, same.getAction(NewVersionAction.class), same.getAction(ParametersAction.class));
            j.waitUntilNoActivity();
            assertThat(PollingTestCase.built(job), is(List.of("1.0")));
            // As if Jenkins had been killed before it noted the build.
            Files.move(aside, memory[0], StandardCopyOption.REPLACE_EXISTING);
        });
        sessions.then(j -> {
            FreeStyleProject job = job(j);
            assertThat(new PollingFile(job).read().started().size(), is(1));
            poll(job);
            j.waitUntilNoActivity();
            assertThat(PollingTestCase.built(job), is(List.of("1.0")));
            assertThat(new PollingFile(job).read().started().size(), is(0));
        });
    }

    @Test
    public void aWaitingVersionIsRemembered() throws Throwable {
        sessions.then(j -> {
            FreeStyleProject job = create(j);
            poll(job);
            registry.get().packageStatus(RegistryRule.PROJECT, "app", "1.0", "default");
            poll(job);
            assertThat(PollingTestCase.latest(job), is("1.0 is not complete: there is no f yet"));
        });
        add("1.0");
        sessions.then(j -> {
            FreeStyleProject job = job(j);
            poll(job);
            j.waitUntilNoActivity();
            assertThat(PollingTestCase.built(job), is(List.of("1.0")));
        });
    }

    /** Puts the build of a new version into the queue, where it stays. */
    private void queueOne(JenkinsRule j) throws Exception {
        FreeStyleProject job = create(j);
        job.setQuietPeriod(10_000);
        poll(job);
        add("1.0");
        poll(job);
        assertThat(j.jenkins.getQueue().getItems(job).size(), is(1));
        assertThat(new PollingFile(job).read().started().size(), is(1));
    }

    private FreeStyleProject create(JenkinsRule j) throws Exception {
        TestCredentials.addDefault();
        j.jenkins.setQuietPeriod(0);
        FreeStyleProject job = j.createFreeStyleProject("job");
        GitLabGenericPackageTrigger trigger =
                new GitLabGenericPackageTrigger("0 0 29 2 *", Long.toString(RegistryRule.PROJECT), "app");
        trigger.setGitlabUrl(registry.url());
        trigger.setCredentialsId("gitlab");
        trigger.setCompleteWhen("f");
        job.addTrigger(trigger);
        trigger.start(job, true);
        return job;
    }

    private static FreeStyleProject job(JenkinsRule j) {
        return j.jenkins.getItemByFullName("job", FreeStyleProject.class);
    }

    private void add(String version) {
        registry.get().addFile(RegistryRule.PROJECT, "app", version, "f", new byte[1]);
    }

    private java.time.Instant now = java.time.Instant.parse("2026-01-01T12:00:00Z");

    private void poll(FreeStyleProject job) throws Exception {
        now = now.plusSeconds(60);
        Polls.get().setClock(() -> now);
        Polls.get()
                .submit(GitLabGenericPackageTrigger.of(job).orElseThrow(), job)
                .get();
    }
}
