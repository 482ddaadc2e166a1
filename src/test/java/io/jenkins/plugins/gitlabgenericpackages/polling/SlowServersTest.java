package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertTrue;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** A GitLab that takes its time holds up its own polls. */
public class SlowServersTest extends PollingTestCase {
    private static Future<?> submit(FreeStyleProject job) {
        return Polls.get().submit(GitLabGenericPackageTrigger.of(job).orElseThrow(), job);
    }

    /** Lets a poll of the job take half a minute of the clock. */
    private void pollSlowly(FreeStyleProject job) throws Exception {
        Fault stall = registry.fault(Fault.stallBeforeAnswer().on(Route.LIST_PACKAGES));
        now = now.plusSeconds(60);
        Future<?> poll = submit(job);
        assertTrue(stall.awaitReached(RegistryRule.SOON));
        now = now.plusSeconds(31);
        stall.release();
        poll.get();
        j.waitUntilNoActivity();
    }

    /** Returns jobs that watch a package each, on what is another server for all that is known. */
    private List<FreeStyleProject> slowJobs() throws Exception {
        List<FreeStyleProject> jobs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            jobs.add(slowJob("slow" + i, registry.url().replace("127.0.0.1", i % 2 == 0 ? "localhost" : "LocalHost")));
        }
        return jobs;
    }

    private FreeStyleProject slowJob(String packageName, String url) throws Exception {
        GitLabGenericPackageTrigger trigger = new GitLabGenericPackageTrigger("0 0 29 2 *", "7", packageName);
        trigger.setGitlabUrl(packageName.endsWith("1") ? url + "/api/v4/" : url);
        trigger.setCredentialsId("gitlab");
        return job(trigger);
    }

    @Test
    public void aSlowAnswerCountsAsAFailure() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        add("1.0");
        pollSlowly(job);
        assertThat(built(job), is(List.of("1.0")));
        assertThat(latest(job), containsString("GitLab took 31 seconds, which counts as a failure"));
        pollSlowly(job);
        assertThat(latest(job), containsString("GitLab is not asked again before "));
        int lists = lists();
        poll(job);
        assertThat(lists(), is(lists));
        poll(job);
        assertThat(latest(job), is("Nothing new"));
    }

    @Test
    public void slowServersHoldUpNobodyElse() throws Exception {
        List<FreeStyleProject> slow = slowJobs();
        pollSlowly(slow.get(0));
        assertNobodyElseIsHeldUpBy(slow);
    }

    @Test
    public void neitherDoesOneThatIsNotSlowYet() throws Exception {
        assertNobodyElseIsHeldUpBy(slowJobs());
    }

    private void assertNobodyElseIsHeldUpBy(List<FreeStyleProject> slow) throws Exception {
        FreeStyleProject quick = job(quickTrigger());
        Fault stall = registry.fault(Fault.stallBeforeAnswer()
                .on(Route.LIST_PACKAGES)
                .matching("package_name=slow")
                .always());
        now = now.plusSeconds(60);
        List<Future<?>> polls =
                slow.stream().<Future<?>>map(each -> submit(each)).toList();
        try {
            assertTrue(stall.awaitReached(RegistryRule.SOON));
            // Those that stall are given up after half a minute.
            submit(quick).get(20, TimeUnit.SECONDS);
            assertThat(latest(quick), startsWith("The first poll"));
        } finally {
            stall.release();
            for (Future<?> each : polls) {
                each.get();
            }
        }
        assertThat(latest(slow.get(11)), startsWith("The first poll"));
    }
}
