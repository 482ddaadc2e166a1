package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import org.junit.Test;

/** How much of GitLab's list is read, and what of it is believed. */
public class ListedVersionsTest extends PollingTestCase {
    @Test
    public void oneRequestIsEnoughWhenNothingIsNew() throws Exception {
        for (int i = 0; i < 150; i++) {
            add("1.0." + i);
            registry.get().addFile(RegistryRule.PROJECT, "my-app", "1.0." + i, "f", new byte[1]);
        }
        FreeStyleProject job = job(quickTrigger());
        for (int i = 1; i <= 3; i++) {
            poll(job);
            assertThat(registry.requests().all().size(), is(i));
            assertThat(lists(), is(i));
        }
        delete(299);
        delete(297);
        poll(job);
        assertThat(latest(job), is("Nothing new"));
        assertThat(lists(), is(4));
        assertThat(built(job), is(List.of()));
    }

    @Test
    public void moreThanAPageOfNewVersionsIsReadToItsEnd() throws Exception {
        add("0.1");
        GitLabGenericPackageTrigger rare = quickTrigger();
        rare.setPackageVersion("2.x");
        FreeStyleProject job = job(rare);
        poll(job);
        add("2.0.0");
        for (int i = 0; i < 120; i++) {
            registry.get().addFile(RegistryRule.PROJECT, "app-extra", "1.0." + i, "f", new byte[1]);
        }
        poll(job);
        assertThat(built(job), is(List.of("2.0.0")));
        assertThat(lists(), is(3));
    }

    @Test
    public void noNameOfAServerGoesFurther() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        registry.get().addFile(RegistryRule.PROJECT, "app", "1.0;rm -rf", "f", new byte[1]);
        registry.get().addFile(RegistryRule.PROJECT, "APP", "2.0", "f", new byte[1]);
        poll(job);
        assertThat(built(job), is(List.of()));
        assertThat(latest(job), is("1.0;rm -rf is new, but no version that can be downloaded"));
        assertThat(registry.requests().count(Route.LIST_FILES), is(0));
        assertThat(log(job), not(containsString("glpat")));
    }

    @Test
    public void aHiddenVersionCountsWhenItIsShown() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        add("1.0");
        registry.get().packageStatus(RegistryRule.PROJECT, "app", "1.0", "hidden");
        add("1.1");
        poll(job);
        assertThat(built(job), is(List.of("1.1")));
        registry.get().packageStatus(RegistryRule.PROJECT, "app", "1.0", "default");
        poll(job);
        assertThat(built(job), is(List.of("1.1", "1.0")));
    }
}
