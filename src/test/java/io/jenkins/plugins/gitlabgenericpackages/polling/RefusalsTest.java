package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.triggers.Trigger;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the polling log says when a poll fails, and what Jenkins suffers from it: nothing. */
public class RefusalsTest extends PollingTestCase {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void nothingOfAnotherOriginIsAskedForOrShown() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        try (StandInRegistry other = StandInRegistry.start(folder.getRoot().toPath())) {
            other.faults()
                    .add(Fault.status(403, "application/json", "{\"message\":\"forged\"}")
                            .always());
            registry.fault(
                    Fault.redirect(other.url() + "/api/v4/x?signature=s3cret").on(Route.LIST_PACKAGES));
            poll(job);
            assertThat(other.requests().all().size(), is(0));
            assertThat(latest(job), containsString("redirects to " + other.url() + ": use that as gitlabUrl"));
            for (String word : List.of("forged", "s3cret", "Sent with")) {
                assertThat(latest(job), not(containsString(word)));
            }
        }
    }

    @Test
    public void pausesGrowWhileGitLabRefuses() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        add("1.0");
        Fault down = registry.fault(Fault.html(503).on(Route.LIST_PACKAGES).always());
        poll(job);
        assertThat(latest(job), containsString("status 503"));
        assertThat(asked(job, 6), is(List.of(2, 4, 5, 5, 5, 5)));
        assertThat(latest(job), containsString("GitLab is not asked again before "));
        assertThat(job.getBuilds().size(), is(0));
        assertTrue(down.reached() > 5);
        registry.get().faults().clear();
        now = now.plus(Duration.ofMinutes(5));
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
        registry.fault(Fault.html(503).on(Route.LIST_PACKAGES).times(1));
        poll(job);
        poll(job);
        assertThat(latest(job), is("Nothing new"));
    }

    /** Polls every minute, and returns how many minutes were between one request and the next, so many times. */
    private List<Integer> asked(FreeStyleProject job, int times) throws Exception {
        List<Integer> pauses = new ArrayList<>();
        poll(job);
        int before = lists();
        for (int minutes = 1; pauses.size() < times; minutes++) {
            poll(job);
            if (lists() > before) {
                before = lists();
                pauses.add(minutes);
                minutes = 0;
            }
        }
        return pauses;
    }

    @Test
    public void gitLabSaysHowLongToPause() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        registry.fault(Fault.tooManyRequests().header("Retry-After", "600").on(Route.LIST_PACKAGES));
        poll(job);
        assertThat(latest(job), containsString("status 429"));
        for (int i = 0; i < 9; i++) {
            poll(job);
        }
        assertThat(lists(), is(2));
        poll(job);
        assertThat(lists(), is(3));
    }

    @Test
    public void aChangedConfigurationIsTriedAtOnce() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        registry.fault(Fault.tooManyRequests().header("Retry-After", "600").on(Route.LIST_PACKAGES));
        poll(job);
        configure(job, quickTrigger());
        poll(job);
        assertThat(latest(job), is("Nothing new"));
    }

    @Test
    public void theLogUsesTheWordsOfABuild() throws Exception {
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("wrong", "glpat-wrong"));
        GitLabGenericPackageTrigger trigger = quickTrigger();
        trigger.setCredentialsId("wrong");
        FreeStyleProject job = job(trigger);
        poll(job);
        assertThat(latest(job), containsString("Failed to list the package app at "));
        assertThat(
                latest(job),
                containsString(
                        "status 401: Unauthorized. Sent with credentials 'wrong' of the trigger, as an access token"));
        for (int status : new int[] {403, 404}) {
            configure(job, quickTrigger());
            now = now.plus(Duration.ofHours(1));
            registry.fault(Fault.status(status).on(Route.LIST_PACKAGES));
            poll(job);
            assertThat(latest(job), containsString("status " + status));
        }
        assertNoToken(job.getRootDir().toPath());
    }

    private static void assertNoToken(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(
                        file.toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1),
                        not(containsString("glpat")));
            }
        }
    }

    @Test
    public void credentialsAreThoseOfTheJobsBuilds() throws Exception {
        GitLabGenericPackageTrigger trigger = quickTrigger();
        TestCredentials.add(Jenkins.get(), TestCredentials.ofTheSystem("system"));
        trigger.setCredentialsId("system");
        FreeStyleProject job = job(trigger);
        poll(job);
        assertThat(
                latest(job),
                containsString("There are no credentials with the id 'system' that builds of this job may use"));
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("deploy", "gldt-stand-in"));
        trigger.setCredentialsId("deploy");
        poll(job);
        assertThat(latest(job), containsString("GitLab lists no packages for this token"));
        trigger.setPackageVersion("not a version");
        poll(job);
        assertThat(latest(job), containsString("packageVersion 'not a version' is neither a version"));
        assertThat(registry.requests().all().size(), is(0));
    }

    @Test
    public void cronOnlyHandsThePollOver() throws Exception {
        GitLabGenericPackageTrigger trigger =
                new GitLabGenericPackageTrigger("30 4 1 1 *", Long.toString(RegistryRule.PROJECT), "app");
        trigger.setGitlabUrl(registry.url());
        trigger.setCredentialsId("gitlab");
        FreeStyleProject stalled = job(trigger);
        GitLabGenericPackageTrigger another = new GitLabGenericPackageTrigger("30 4 1 1 *", "group/sub/app", "other");
        another.setGitlabUrl(registry.url());
        another.setCredentialsId("gitlab");
        FreeStyleProject quick = job(another);
        Fault stall = registry.fault(Fault.stallBeforeAnswer()
                .on(Route.LIST_PACKAGES)
                .matching("package_name=app")
                .always());
        Trigger.checkTriggers(at(4, 29));
        Trigger.checkTriggers(at(4, 30));
        assertTrue(stall.awaitReached(RegistryRule.SOON));
        // The one that stalls holds neither the other one nor whoever asks for another poll.
        awaitLog(quick);
        assertThat(latest(quick), containsString("The first poll"));
        Future<?> second =
                Polls.get().submit(GitLabGenericPackageTrigger.of(stalled).orElseThrow(), stalled);
        assertTrue(second.isCancelled());
        Trigger.checkTriggers(at(4, 31));
        assertThat(stall.reached(), is(1));
        stall.release();
    }

    private static Calendar at(int hour, int minute) {
        return new GregorianCalendar(2026, Calendar.JANUARY, 1, hour, minute);
    }

    @Test
    public void aPollThatTakesTooLongIsEnded() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        Fault stall = registry.fault(Fault.stallBeforeAnswer().on(Route.LIST_PACKAGES));
        Future<?> poll = Polls.get().submit(GitLabGenericPackageTrigger.of(job).orElseThrow(), job);
        assertTrue(stall.awaitReached(RegistryRule.SOON));
        poll.cancel(true);
        awaitLog(job);
        assertThat(latest(job), containsString("GitLab took longer than a poll may take"));
        Watch watch = GitLabGenericPackageTrigger.of(job).orElseThrow().watch(job);
        assertThat(watch.settings().network().timeouts().stall(), is(Duration.ofSeconds(30)));
        assertThat(watch.settings().retries(), is(0));
        assertFalse(watch.settings().toString().contains(TestCredentials.TOKEN));
    }

    /** Waits for the end of a poll that the test did not start itself. */
    private static void awaitLog(FreeStyleProject job) throws Exception {
        while (log(job).isEmpty()) {
            Thread.yield();
        }
    }
}
