package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

/** A version starts its build when it is complete, not when it begins. */
public class CompletenessTest extends PollingTestCase {
    @Test
    public void filesThatStayTheSameInTwoPollsAreComplete() throws Exception {
        FreeStyleProject job = job(trigger());
        poll(job);
        add("1.0");
        poll(job);
        assertThat(latest(job), startsWith("1.0 is not complete: whether it still grows"));
        file("1.0", "g");
        poll(job);
        assertThat(built(job), is(List.of()));
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
        // What comes later is no new version.
        file("1.0", "h");
        poll(job);
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
    }

    @Test
    public void twoPollsAtOnceSayNothingAboutTheFiles() throws Exception {
        FreeStyleProject job = job(trigger());
        poll(job);
        add("1.0");
        poll(job);
        pollNow(job);
        now = now.plusSeconds(29);
        pollNow(job);
        assertThat(built(job), is(List.of()));
        assertThat(registry.requests().count(Route.LIST_FILES), is(1));
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
    }

    @Test
    public void aNamedFileMakesItCompleteInOnePoll() throws Exception {
        GitLabGenericPackageTrigger trigger = trigger();
        trigger.setCompleteWhen("sums/SHA256SUMS");
        FreeStyleProject job = job(trigger);
        poll(job);
        add("1.0");
        poll(job);
        poll(job);
        poll(job);
        assertThat(latest(job), is("1.0 is not complete: there is no sums/SHA256SUMS yet"));
        assertThat(built(job), is(List.of()));
        file("1.0", "sums%2FSHA256SUMS");
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
    }

    @Test
    public void anotherFileToWaitForKeepsWhatWaits() throws Exception {
        GitLabGenericPackageTrigger trigger = trigger();
        trigger.setCompleteWhen("never");
        FreeStyleProject job = job(trigger);
        poll(job);
        add("1.0");
        poll(job);
        configure(job, quickTrigger());
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
    }

    @Test
    public void aStatusThatGitLabGivesUpLaterIsWaitedFor() throws Exception {
        FreeStyleProject job = job(trigger());
        poll(job);
        registry.get().packageStatus(RegistryRule.PROJECT, "app", "1.0", "default");
        poll(job);
        assertThat(latest(job), is("1.0 is not complete: it has no files yet"));
        add("1.0");
        poll(job);
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
    }

    @Test
    public void whatDisappearsBeforeItIsCompleteIsForgotten() throws Exception {
        FreeStyleProject job = job(trigger());
        poll(job);
        add("1.0");
        add("1.1");
        poll(job);
        delete(1);
        registry.get().packageStatus(RegistryRule.PROJECT, "app", "1.1", "hidden");
        poll(job);
        assertThat(latest(job), containsString("1.0 is not listed any longer"));
        assertThat(latest(job), containsString("1.1 is not listed any longer"));
        poll(job);
        assertThat(latest(job), is("Nothing new"));
        registry.get().packageStatus(RegistryRule.PROJECT, "app", "1.1", "default");
        poll(job);
        poll(job);
        assertThat(built(job), is(List.of("1.1")));
    }

    @Test
    public void oneThatWaitsBehindAHundredOthersIsFound() throws Exception {
        FreeStyleProject job = job(trigger());
        poll(job);
        add("1.0");
        poll(job);
        for (int i = 0; i < 120; i++) {
            registry.get().addFile(RegistryRule.PROJECT, "app-extra", "1.0." + i, "f", new byte[1]);
        }
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
    }

    @Test
    public void theLongerItWaitsTheMoreSeldomItIsAskedFor() throws Exception {
        GitLabGenericPackageTrigger trigger = trigger();
        trigger.setCompleteWhen("never");
        FreeStyleProject job = job(trigger);
        poll(job);
        add("1.0");
        poll(job);
        now = now.plus(Duration.ofDays(1));
        poll(job);
        int before = registry.requests().count(Route.LIST_FILES);
        for (int i = 0; i < 55; i++) {
            poll(job);
        }
        assertThat(registry.requests().count(Route.LIST_FILES), is(before));
        for (int i = 0; i < 10; i++) {
            poll(job);
        }
        assertThat(registry.requests().count(Route.LIST_FILES), is(before + 1));
        assertThat(latest(job), is("1.0 is not complete: there is no never yet"));
    }

    @Test
    public void oneThatCannotBeReadHoldsUpNoOther() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        add("1.0");
        add("1.1");
        registry.fault(
                Fault.status(500).on(Route.LIST_FILES).matching("packages/1/").always());
        poll(job);
        assertThat(latest(job), containsString("status 500"));
        poll(job);
        assertThat(built(job), is(List.of("1.1")));
    }

    private void file(String version, String name) {
        registry.get().addFile(RegistryRule.PROJECT, "app", version, name, new byte[1]);
    }
}
