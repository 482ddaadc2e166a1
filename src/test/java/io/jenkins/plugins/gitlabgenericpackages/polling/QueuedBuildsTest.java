package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertTrue;

import hudson.Util;
import hudson.model.Action;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.Queue;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersion;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersionAction;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersionCause;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Test;
import org.jvnet.hudson.test.TestExtension;

/** How many builds for new versions are queued, of which versions, and what it costs to take them out. */
public class QueuedBuildsTest extends PollingTestCase {
    /** Returns the versions that have builds in the queue, the oldest first. */
    private static List<String> queued(FreeStyleProject job) {
        return j.jenkins.getQueue().getItems(job).stream()
                .map(item -> item.getAction(CauseAction.class))
                .map(causes -> causes.findCause(NewVersionCause.class))
                .sorted(Comparator.comparing(cause -> cause.getPackageVersion()))
                .map(cause -> cause.getPackageVersion())
                .toList();
    }

    private static void cancel(Stream<Queue.Item> items) {
        items.forEach(item -> assertTrue(j.jenkins.getQueue().cancel(item)));
    }

    /** Polls a minute later, and leaves what that queues in the queue. */
    private String look(FreeStyleProject job) throws Exception {
        now = now.plusSeconds(60);
        Polls.get()
                .submit(GitLabGenericPackageTrigger.of(job).orElseThrow(), job)
                .get();
        return latest(job);
    }

    @Test
    public void noMoreThanTwentyAreQueued() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        job.setQuietPeriod(10_000);
        look(job);
        for (int i = 10; i < 35; i++) {
            add("1." + i);
        }
        String said = look(job);
        assertThat(queued(job).size(), is(20));
        assertThat(queued(job).get(19), is("1.29"));
        assertThat(
                said,
                containsString("Not looked at yet: 5. No more than 20 builds for new versions wait in the queue for one"
                        + " job"));
        int files = registry.requests().count(Route.LIST_FILES);
        assertThat(look(job), containsString("Not looked at yet: 5."));
        assertThat(registry.requests().count(Route.LIST_FILES), is(files));
        cancel(j.jenkins.getQueue().getItems(job).stream().limit(3));
        assertThat(look(job), containsString("Not looked at yet: 2."));
        assertThat(queued(job).size(), is(20));
        assertThat(queued(job).get(19), is("1.32"));
        cancel(j.jenkins.getQueue().getItems(job).stream());
        assertThat(look(job), not(containsString("Not looked at yet")));
        assertThat(queued(job), is(List.of("1.33", "1.34")));
        cancel(j.jenkins.getQueue().getItems(job).stream());
    }

    @Test
    public void oneBuildForTheNewest() throws Exception {
        GitLabGenericPackageTrigger trigger = quickTrigger();
        trigger.setBuilds(Builds.NEWEST);
        FreeStyleProject job = job(trigger);
        poll(job);
        add("1.2");
        add("1.0");
        // Neither complete nor wanted any longer, and not complete yet.
        registry.get().packageStatus(7, "app", "0.8", "default");
        add("1.1");
        registry.get().packageStatus(7, "app", "2.0", "default");
        poll(job);
        assertThat(built(job), is(List.of("1.1")));
        assertThat(
                latest(job),
                is("2.0 is not complete: there is no f yet; 0.8 starts no build: 1.1 is newer; 1.0 starts no build:"
                        + " 1.1 is newer; 1.2 starts no build: 1.1 is newer; 1.1 is complete: a build is queued"));
        add("0.8");
        poll(job);
        assertThat(built(job), is(List.of("1.1")));
        add("2.0");
        poll(job);
        assertThat(built(job), is(List.of("1.1", "2.0")));
    }

    @Test
    public void theNewestWaitsForRoomToo() throws Exception {
        System.setProperty(VersionBuilds.class.getName() + ".mostQueued", "1");
        try {
            GitLabGenericPackageTrigger trigger = quickTrigger();
            trigger.setBuilds(Builds.NEWEST);
            FreeStyleProject job = job(trigger);
            job.setQuietPeriod(10_000);
            look(job);
            add("1.0");
            look(job);
            add("1.1");
            add("1.2");
            assertThat(look(job), containsString("Not looked at yet: 2. No more than 1 "));
            cancel(j.jenkins.getQueue().getItems(job).stream());
            look(job);
            assertThat(queued(job), is(List.of("1.2")));
            cancel(j.jenkins.getQueue().getItems(job).stream());
        } finally {
            System.clearProperty(VersionBuilds.class.getName() + ".mostQueued");
        }
    }

    @Test
    public void whatFailsIsTriedAgain() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        add("1.0");
        add("1.1");
        Broken.version = "1.0";
        try {
            poll(job);
        } finally {
            Broken.version = "";
        }
        assertThat(built(job), is(List.of("1.1")));
        assertThat(
                latest(job), containsString("1.0 is complete: the log of Jenkins says why no build could be queued"));
        poll(job);
        assertThat(built(job), is(List.of("1.1", "1.0")));
    }

    /** Another plugin that fails where it may say whether a build is queued. */
    @TestExtension
    public static final class Broken extends Queue.QueueDecisionHandler {
        private static volatile String version = "";

        @Override
        public boolean shouldSchedule(Queue.Task task, List<Action> actions) {
            for (CauseAction causes : Util.filter(actions, CauseAction.class)) {
                NewVersionCause cause = causes.findCause(NewVersionCause.class);
                if (cause != null && cause.getPackageVersion().equals(version)) {
                    throw new NoClassDefFoundError("broken");
                }
            }
            return true;
        }
    }

    /** Jenkins holds the lock of its queue meanwhile, which all builds wait for. */
    @Test
    public void whoeverTakesOutManyWaitsForNoFile() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        look(job);
        new PollingFile(job)
                .update(memory -> versions()
                        .forEach(each -> memory.start(
                                new PollingMemory.Started(each, 1, Polls.get().session()))));
        Path file = job.getRootDir().toPath().resolve("gitlab-generic-package-polling.xml");
        byte[] before = Files.readAllBytes(file);
        Queue queue = j.jenkins.getQueue();
        versions().forEach(each -> queue.schedule2(job, 10_000, new NewVersionAction(each)));
        assertThat(queue.getItems(job).size(), is(800));
        // Whoever reads or writes the file has to wait for this.
        synchronized (job) {
            CompletableFuture.runAsync(queue::clear).get(RegistryRule.SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(queue.getItems(job).size(), is(0));
            assertThat(CancelledBuilds.get().of(job).size(), is(800));
            assertThat(Files.readAllBytes(file), is(before));
        }
        assertThat(new PollingFile(job).read().started().size(), is(0));
    }

    private static Stream<NewVersion> versions() {
        Registry registry = new Registry("https://gitlab.example.com", "7", Token.anonymous());
        return Stream.iterate(1L, id -> id <= 800, id -> id + 1)
                .map(id -> new RemotePackage(id, "app", "1." + id, "default", Optional.empty(), ""))
                .map(each -> NewVersion.of(each, registry));
    }
}
