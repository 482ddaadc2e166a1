package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import hudson.model.BooleanParameterDefinition;
import hudson.model.ChoiceParameterDefinition;
import hudson.model.FreeStyleProject;
import hudson.model.ParameterDefinition;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.choosing.GenericPackageVersionParameterDefinition;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersion;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** Which parameter of a job holds the version that a build was started for. */
public class FilledParameterTest extends PollingTestCase {
    private FreeStyleProject job(String parameter, ParameterDefinition... definitions) throws Exception {
        GitLabGenericPackageTrigger trigger = quickTrigger();
        trigger.setParameter(parameter);
        FreeStyleProject job = job(trigger);
        define(job, definitions);
        return job;
    }

    private static void define(FreeStyleProject job, ParameterDefinition... definitions) throws Exception {
        job.removeProperty(ParametersDefinitionProperty.class);
        if (definitions.length > 0) {
            job.addProperty(new ParametersDefinitionProperty(definitions));
        }
    }

    private GenericPackageVersionParameterDefinition chooser(String name, String packageName) {
        GenericPackageVersionParameterDefinition chooser =
                new GenericPackageVersionParameterDefinition(name, "7", packageName);
        chooser.setGitlabUrl(registry.url() + "/api/v4");
        chooser.setDefaultValue("latest");
        return chooser;
    }

    private void assertFilled(String name, FreeStyleProject job) throws Exception {
        poll(job);
        add("1.0");
        poll(job);
        assertThat(parameter(job, name), is("1.0"));
        assertThat(job.getLastBuild().getEnvironment(TaskListener.NULL).get("GITLAB_PACKAGE_VERSION"), is("1.0"));
        assertThat(job.getLastBuild().getEnvironment(TaskListener.NULL).get("GITLAB_PACKAGE_NAME"), is("app"));
    }

    private static Object parameter(FreeStyleProject job, String name) {
        return job.getLastBuild().getAction(ParametersAction.class).getParameters().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .map(each -> each.getValue())
                .orElse(null);
    }

    @Test
    public void theOneThatIsConfigured() throws Exception {
        FreeStyleProject job = job(
                "VERSION",
                new StringParameterDefinition("STAGE", "test", "where to"),
                new StringParameterDefinition("VERSION", "none", "what"),
                chooser("OTHER", "app"));
        assertFilled("VERSION", job);
        assertThat(parameter(job, "STAGE"), is("test"));
        assertThat(parameter(job, "OTHER"), is("latest"));
        assertThat(
                job.getLastBuild()
                        .getAction(ParametersAction.class)
                        .getParameter("VERSION")
                        .getDescription(),
                is("what"));
        String page =
                j.createWebClient().getPage(job.getLastBuild(), "parameters/").asNormalizedText();
        assertThat(page, containsString("VERSION"));
    }

    @Test
    public void theJobsOwnOneOfThePackage() throws Exception {
        FreeStyleProject job =
                job("", chooser("OTHER", "lib"), chooser("BROKEN", "no package"), chooser("CHOSEN", "app"));
        assertFilled("CHOSEN", job);
        assertThat(parameter(job, "OTHER"), is("latest"));
        assertThat(parameter(job, "GITLAB_PACKAGE_VERSION"), nullValue());
    }

    @Test
    public void ofTwoNone() throws Exception {
        FreeStyleProject job = job("", chooser("ONE", "app"), chooser("TWO", "app"));
        assertFilled("GITLAB_PACKAGE_VERSION", job);
        assertThat(parameter(job, "ONE"), is("latest"));
    }

    @Test
    public void aJobNeedsNone() throws Exception {
        assertFilled("GITLAB_PACKAGE_VERSION", job(""));
    }

    @Test
    public void aJobMayHaveIt() throws Exception {
        assertFilled("GITLAB_PACKAGE_VERSION", job("", new StringParameterDefinition("GITLAB_PACKAGE_VERSION", "")));
    }

    @Test
    public void whatTheJobDoesNotDefineIsRefused() throws Exception {
        FreeStyleProject job = job("VERSION");
        poll(job);
        assertThat(
                latest(job),
                is("This job has no parameter 'VERSION', which the trigger is to fill with the version"
                        + " (parameter); it has none"));
        define(job, new StringParameterDefinition("A", ""), new StringParameterDefinition("B", ""));
        poll(job);
        assertThat(latest(job), containsString("; it has A, B"));
        assertThat(lists(), is(0));
        define(job, new StringParameterDefinition("VERSION", ""));
        poll(job);
        define(job);
        add("0.9");
        poll(job);
        assertThat(built(job), is(List.of()));
        define(job, new StringParameterDefinition("VERSION", ""));
        assertFilled("VERSION", job);
        assertThat(built(job), is(List.of("0.9", "1.0")));
    }

    @Test
    public void whatAParameterDoesNotTakeHoldsUpNoOther() throws Exception {
        System.setProperty(VersionBuilds.class.getName() + ".mostQueued", "2");
        try {
            FreeStyleProject job = job("VERSION", new ChoiceParameterDefinition("VERSION", new String[] {"9.0"}, ""));
            poll(job);
            add("1.0");
            add("1.1");
            add("1.2");
            poll(job);
            poll(job);
            add("9.0");
            poll(job);
            assertThat(built(job), is(List.of("9.0")));
            assertThat(latest(job), not(containsString("Not looked at yet")));
            // What it takes later is queued as there is room.
            define(job, new StringParameterDefinition("VERSION", ""));
            job.setQuietPeriod(10_000);
            Polls.get()
                    .submit(GitLabGenericPackageTrigger.of(job).orElseThrow(), job)
                    .get();
            assertThat(j.jenkins.getQueue().getItems(job).size(), is(2));
            assertThat(
                    latest(job),
                    containsString("1.2 is complete, but has no build: there is no room in the queue now"));
            j.jenkins.getQueue().clear();
        } finally {
            System.clearProperty(VersionBuilds.class.getName() + ".mostQueued");
        }
    }

    @Test
    public void ofThoseThatItNeverTakesTheLatestAreTried() throws Exception {
        PollingMemory memory = new PollingMemory();
        Registry registry = new Registry("https://gitlab.example.com", "7", Token.anonymous());
        for (long id = 1; id <= 101; id++) {
            RemotePackage listed = new RemotePackage(id, "app", "1." + id, "default", Optional.empty(), "");
            memory.start(new PollingMemory.Started(
                            NewVersion.of(listed, registry), 1, PollingMemory.Started.NOT_QUEUED))
                    .ifPresent(dropped -> assertThat(dropped.version().getVersion(), is("1.1")));
        }
        assertThat(memory.started().size(), is(100));
        assertThat(memory.isStarted(1), is(false));
    }

    @Test
    public void whatAParameterDoesNotTakeWaits() throws Exception {
        FreeStyleProject job = job("VERSION", new ChoiceParameterDefinition("VERSION", new String[] {"0.9"}, ""));
        poll(job);
        add("1.0");
        poll(job);
        assertThat(
                latest(job),
                is("1.0 is complete: the job's parameter VERSION does not take it, and the next poll tries again"));
        define(job, new BooleanParameterDefinition("VERSION", true, ""));
        poll(job);
        assertThat(latest(job), containsString("the job's parameter VERSION does not take it"));
        define(job, new ChoiceParameterDefinition("VERSION", new String[] {"0.9", "1.0"}, ""));
        poll(job);
        assertThat(parameter(job, "VERSION"), is("1.0"));
    }
}
