package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.Future;
import jenkins.model.Jenkins;
import org.junit.Test;

/** Jobs that watch the same package ask for it once. */
public class SharedAnswersTest extends PollingTestCase {
    @Test
    public void anAnswerOfSomeSecondsAgoIsForAll() throws Exception {
        FreeStyleProject one = job(quickTrigger());
        FreeStyleProject two = job(quickTrigger());
        poll(one);
        now = now.plusSeconds(19);
        pollNow(two);
        assertThat(lists(), is(1));
        now = now.plusSeconds(1);
        pollNow(two);
        assertThat(lists(), is(2));
        add("1.0");
        poll(one);
        pollNow(two);
        assertThat(lists(), is(3));
        assertThat(built(one), is(List.of("1.0")));
        assertThat(built(two), is(List.of("1.0")));
    }

    @Test
    public void whoeverNeedsMoreOfTheListAsksAgain() throws Exception {
        FreeStyleProject one = job(quickTrigger());
        poll(one);
        for (int i = 0; i < 150; i++) {
            add("1.0." + i);
        }
        FreeStyleProject two = job(quickTrigger());
        poll(two);
        assertThat(lists(), is(2));
        pollNow(one);
        assertThat(lists(), is(4));
        assertThat(new PollingFile(one).read().waiting().size() + built(one).size(), is(150));
    }

    @Test
    public void noTokenGetsTheAnswerToAnother() throws Exception {
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("another", "glpat-another"));
        FreeStyleProject one = job(quickTrigger());
        poll(one);
        GitLabGenericPackageTrigger another = quickTrigger();
        another.setCredentialsId("another");
        FreeStyleProject two = job(another);
        pollNow(two);
        assertThat(latest(two), containsString("status 401"));
        assertThat(lists(), is(2));
        GitLabGenericPackageTrigger anonymous = quickTrigger();
        anonymous.setCredentialsId("");
        FreeStyleProject three = job(anonymous);
        pollNow(three);
        assertThat(latest(three), containsString("No token was sent"));
    }

    @Test
    public void whoComesMeanwhileWaitsForTheSameAnswer() throws Exception {
        FreeStyleProject one = job(quickTrigger());
        FreeStyleProject two = job(quickTrigger());
        Fault stall = registry.fault(Fault.stallBeforeAnswer().on(Route.LIST_PACKAGES));
        Future<?> first = submit(one);
        stall.awaitReached(RegistryRule.SOON);
        Future<?> second = submit(two);
        stall.release();
        first.get();
        second.get();
        assertThat(lists(), is(1));
        assertThat(latest(one), is(latest(two)));
    }

    @Test
    public void aFailureIsSharedToo() throws Exception {
        FreeStyleProject one = job(quickTrigger());
        FreeStyleProject two = job(quickTrigger());
        registry.fault(Fault.status(500).on(Route.LIST_PACKAGES));
        poll(one);
        pollNow(two);
        assertThat(latest(two), is(latest(one)));
        assertThat(lists(), is(1));
        poll(two);
        assertThat(latest(two), containsString("The first poll"));
    }

    private static Future<?> submit(FreeStyleProject job) {
        return Polls.get().submit(GitLabGenericPackageTrigger.of(job).orElseThrow(), job);
    }
}
