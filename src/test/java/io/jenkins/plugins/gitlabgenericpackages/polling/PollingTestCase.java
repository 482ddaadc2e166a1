package io.jenkins.plugins.gitlabgenericpackages.polling;

import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.gitlabgenericpackages.JenkinsTest;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersionCause;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;

/** Jobs that watch the stand-in registry, and polls one after the other, a minute of a clock of their own apart. */
public abstract class PollingTestCase extends JenkinsTest {
    protected Instant now = Instant.parse("2026-01-01T12:00:00Z");

    @BeforeClass
    public static void credentials() throws IOException {
        TestCredentials.addDefault();
    }

    /** Lets what a poll queues begin at once. */
    @BeforeClass
    public static void haveNoQuietPeriod() throws IOException {
        j.jenkins.setQuietPeriod(0);
    }

    @Before
    public void stopTheClock() {
        Polls.get().setClock(() -> now);
    }

    @After
    public void letTheClockGo() throws Exception {
        j.waitUntilNoActivity();
        Polls.get().setClock(InstantSource.system());
    }

    protected GitLabGenericPackageTrigger trigger() {
        // Of its own accord it polls on no day that a test lives.
        GitLabGenericPackageTrigger trigger =
                new GitLabGenericPackageTrigger("0 0 29 2 *", Long.toString(RegistryRule.PROJECT), "app");
        trigger.setGitlabUrl(registry.url());
        trigger.setCredentialsId("gitlab");
        return trigger;
    }

    /** Returns a trigger for which a version is complete with the file that {@link #add} adds. */
    protected GitLabGenericPackageTrigger quickTrigger() {
        GitLabGenericPackageTrigger trigger = trigger();
        trigger.setCompleteWhen("f");
        return trigger;
    }

    protected FreeStyleProject job(GitLabGenericPackageTrigger trigger) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        configure(job, trigger);
        return job;
    }

    /** Replaces the trigger, as saving the form does. */
    protected static void configure(FreeStyleProject job, GitLabGenericPackageTrigger trigger) throws Exception {
        job.addTrigger(trigger);
        trigger.start(job, true);
        ItemListener.fireOnUpdated(job);
    }

    protected void add(String version) {
        registry.get().addFile(RegistryRule.PROJECT, "app", version, "f", version.getBytes(StandardCharsets.UTF_8));
    }

    /** Deletes a version, as somebody else does. */
    protected void delete(long packageId) throws IOException {
        URI address = URI.create(registry.url() + "/api/v4/projects/7/packages/" + packageId);
        HttpURLConnection call = (HttpURLConnection) address.toURL().openConnection();
        call.setRequestMethod("DELETE");
        call.setRequestProperty("PRIVATE-TOKEN", TestCredentials.TOKEN);
        if (call.getResponseCode() != 204) {
            throw new IOException("not deleted: " + call.getResponseCode());
        }
    }

    /** Polls a minute later, and returns the log when all builds that this started have ended. */
    protected String poll(Job<?, ?> job) throws Exception {
        now = now.plus(Duration.ofMinutes(1));
        return pollNow(job);
    }

    protected String pollNow(Job<?, ?> job) throws Exception {
        Polls.get()
                .submit(GitLabGenericPackageTrigger.of(job).orElseThrow(), job)
                .get();
        // Takes half a second where there is nothing to wait for.
        if (!new PollingFile(job).read().started().isEmpty() || job.isInQueue() || job.isBuilding()) {
            j.waitUntilNoActivity();
        }
        return log(job);
    }

    protected static String log(Job<?, ?> job) throws IOException {
        return new PollingLog(job).read();
    }

    /** Returns the result of the last poll. */
    protected static String latest(Job<?, ?> job) throws IOException {
        List<String> lines = new ArrayList<>(log(job).lines().skip(1).toList());
        int next = 0;
        while (next < lines.size() && lines.get(next).startsWith("    ")) {
            next++;
        }
        return lines.subList(0, next).stream().map(String::strip).collect(Collectors.joining("; "));
    }

    /** Returns the versions that the builds were started for, the first build first. */
    protected static List<String> built(Job<?, ?> job) {
        List<String> versions = new ArrayList<>();
        for (Run<?, ?> build : job.getBuilds()) {
            NewVersionCause cause = build.getCause(NewVersionCause.class);
            versions.add(0, cause == null ? "?" : cause.getPackageVersion());
        }
        return versions;
    }

    protected int lists() {
        return registry.requests().count(Route.LIST_PACKAGES);
    }
}
