package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Queue;
import hudson.model.listeners.ItemListener;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersionAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.jvnet.hudson.test.TestBuilder;

/** What a job remembers, where, and until when. */
public class RememberedVersionsTest extends PollingTestCase {
    @Test
    public void anotherPackageIsANewBeginning() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        add("1.0");
        registry.get().addFile(RegistryRule.PROJECT, "lib", "7", "f", new byte[1]);
        GitLabGenericPackageTrigger other =
                new GitLabGenericPackageTrigger("0 0 29 2 *", Long.toString(RegistryRule.PROJECT), "lib");
        other.setGitlabUrl(registry.url());
        other.setCredentialsId("gitlab");
        other.setCompleteWhen("f");
        configure(job, other);
        poll(job);
        assertThat(latest(job), startsWith("The first poll"));
        registry.get().addFile(RegistryRule.PROJECT, "lib", "8", "f", new byte[1]);
        poll(job);
        assertThat(built(job), is(List.of("8")));
    }

    @Test
    public void whatComesWhileTheJobIsDisabledStartsLater() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        job.disable();
        add("1.0");
        poll(job);
        assertThat(built(job), is(List.of()));
        assertThat(latest(job), startsWith("The job is disabled"));
        assertThat(lists(), is(1));
        job.enable();
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
    }

    @Test
    public void whatIsTakenOutOfTheQueueStaysOut() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        CountDownLatch end = new CountDownLatch(1);
        job.getBuildersList().add(new TestBuilder() {
            @Override
            public boolean perform(
                    hudson.model.AbstractBuild<?, ?> build,
                    hudson.Launcher launcher,
                    hudson.model.BuildListener listener)
                    throws InterruptedException {
                end.await();
                return true;
            }
        });
        poll(job);
        QueueTaskFuture<FreeStyleBuild> before = job.scheduleBuild2(0);
        before.waitForStart();
        add("1.0");
        add("1.1");
        now = now.plusSeconds(60);
        Polls.get()
                .submit(GitLabGenericPackageTrigger.of(job).orElseThrow(), job)
                .get();
        j.jenkins.getQueue().maintain();
        // One build runs, and two wait for it that are not the same.
        assertThat(j.jenkins.getQueue().getItems(job).size(), is(2));
        // Each time that Jenkins looks through its queue it makes a new item of each that waits, and the old one cannot
        // be
        // cancelled any longer.
        Queue.withLock(() -> j.jenkins.getQueue().getItems(job).stream()
                .filter(item -> item.getAction(NewVersionAction.class).isFor(1))
                .forEach(item -> assertTrue(j.jenkins.getQueue().cancel(item))));
        end.countDown();
        before.get();
        poll(job);
        assertThat(built(job), is(List.of("?", "1.1")));
        assertThat(new PollingFile(job).read().started().size(), is(0));
    }

    @Test
    public void nothingIsWrittenWhileTheQueueIsLocked() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        job.setQuietPeriod(10_000);
        poll(job);
        for (int i = 0; i < 20; i++) {
            add("1." + i);
        }
        now = now.plusSeconds(60);
        Polls.get()
                .submit(GitLabGenericPackageTrigger.of(job).orElseThrow(), job)
                .get();
        Path file = job.getRootDir().toPath().resolve("gitlab-generic-package-polling.xml");
        String before = Files.readString(file);
        Queue queue = j.jenkins.getQueue();
        String locked = Queue.callWithLock(() -> {
            queue.getItems(job).forEach(item -> assertTrue(queue.cancel(item)));
            // Whoever asks knows it all the same.
            assertThat(new PollingFile(job).read().started().size(), is(0));
            return Files.readString(file);
        });
        assertThat(locked, is(before));
        while (Files.readString(file).contains("<started-version>")) {
            Thread.onSpinWait();
        }
        poll(job);
        assertThat(built(job), is(List.of()));
    }

    @Test
    public void jobsDoNotWaitForEachOther() throws Exception {
        FreeStyleProject one = job(quickTrigger());
        FreeStyleProject other = job(quickTrigger());
        poll(one);
        poll(other);
        new PollingFile(one)
                .update(memory -> assertTrue(CompletableFuture.supplyAsync(() -> hasNoBuilds(other))
                        .orTimeout(RegistryRule.SOON.toSeconds(), TimeUnit.SECONDS)
                        .join()));
    }

    private static boolean hasNoBuilds(FreeStyleProject job) {
        try {
            return new PollingFile(job).read().started().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    public void pollsLeaveTheConfigurationAlone() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        String before = job.getConfigFile().asString();
        poll(job);
        add("1.0");
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
        assertThat(job.getConfigFile().asString(), is(before));
        job.save();
        assertThat(job.getConfigFile().asString().replace("  <actions/>\n", ""), is(before));
        FreeStyleProject copy = (FreeStyleProject) j.jenkins.copy((hudson.model.TopLevelItem) job, "copy");
        j.configRoundtrip(copy);
        poll(copy);
        assertThat(latest(copy), startsWith("The first poll"));
    }

    @Test
    public void whatIsUnchangedIsNotWritten() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        Path file = job.getRootDir().toPath().resolve("gitlab-generic-package-polling.xml");
        FileTime longAgo = FileTime.fromMillis(0);
        Files.setLastModifiedTime(file, longAgo);
        poll(job);
        configure(job, quickTrigger());
        poll(job);
        assertThat(Files.getLastModifiedTime(file), is(longAgo));
        add("1.0");
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
        assertThat(Files.getLastModifiedTime(file), not(longAgo));
    }

    @Test
    public void aJobThatLosesItsTriggerForgetsAfterAMonth() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        loseTrigger(job);
        add("0.9");
        now = now.plus(Duration.ofDays(29));
        configure(job, quickTrigger());
        poll(job);
        assertThat(built(job), is(List.of("0.9")));
        loseTrigger(job);
        add("1.0");
        now = now.plus(Duration.ofDays(29));
        loseTrigger(job);
        now = now.plus(Duration.ofDays(2));
        configure(job, quickTrigger());
        poll(job);
        assertThat(latest(job), startsWith("The first poll"));
        job.renameTo("renamed");
        add("1.1");
        poll(job);
        assertThat(built(job), is(List.of("0.9", "1.1")));
    }

    private static void loseTrigger(FreeStyleProject job) throws IOException {
        job.removeTrigger(j.jenkins.getDescriptorByType(GitLabGenericPackageTrigger.DescriptorImpl.class));
        ItemListener.fireOnUpdated(job);
    }

    @Test
    public void whatAnOlderVersionDidNotWriteIsEmpty() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        Path file = job.getRootDir().toPath().resolve("gitlab-generic-package-polling.xml");
        String watched = Files.readString(file).replaceAll("(?s).*(<watched>.*</watched>).*", "$1");
        Files.writeString(file, "<polling>" + watched + "</polling>");
        add("1.0");
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
        Files.writeString(file, "<polling/>");
        poll(job);
        assertThat(latest(job), startsWith("The first poll"));
    }

    /** A disk that fails for a moment is played by a folder in place of the file. */
    @Test
    public void aMemoryThatCannotBeReadForAMomentIsKept() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        Path file = job.getRootDir().toPath().resolve("gitlab-generic-package-polling.xml");
        Path kept = Files.move(file, file.resolveSibling("kept"));
        Files.createDirectory(file);
        add("1.0");
        Polls.get()
                .submit(GitLabGenericPackageTrigger.of(job).orElseThrow(), job)
                .get();
        assertThat(latest(job), startsWith("What the polls before remembered cannot be read now"));
        Files.delete(file);
        Files.move(kept, file);
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
    }

    @Test
    public void aMemoryThatCannotBeReadStartsAnew() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        Files.writeString(job.getRootDir().toPath().resolve("gitlab-generic-package-polling.xml"), "<polling><see");
        add("1.0");
        poll(job);
        assertThat(latest(job), startsWith("What the polls before remembered cannot be read"));
        add("1.1");
        poll(job);
        assertThat(built(job), is(List.of("1.1")));
    }
}
