package io.jenkins.plugins.gitlabgenericpackages.choosing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlFormUtil;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.After;
import org.junit.Test;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The parameter wherever a Pipeline can have one. */
public class ParameterInPipelinesTest extends ChoosingTest {
    private String parameter(String more) {
        return "gitlabGenericPackageVersion(name: 'VERSION', projectId: '7', packageName: 'app', credentialsId: 'gitlab',"
                + " gitlabUrl: '" + registry.url() + "'" + more + ")";
    }

    @After
    public void letEverybodyIn() {
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .toEveryone());
    }

    @Test
    public void declarative() throws Exception {
        becomesAParameter("""
                pipeline {
                    agent none
                    parameters {
                        %s
                    }
                    stages {
                        stage('Deploy') {
                            steps {
                                echo "deploying ${params.VERSION}"
                            }
                        }
                    }
                }
                """);
    }

    @Test
    public void scripted() throws Exception {
        becomesAParameter("""
                properties([parameters([%s])])
                echo "deploying ${params.VERSION}"
                """);
    }

    private void becomesAParameter(String script) throws Exception {
        versions("1.0.0", "2.0.0", "1.5.0");
        WorkflowJob job = Pipelines.job(
                j,
                script.formatted(parameter(", packageVersion: '1.x', order: 'CREATED', limit: 5, defaultValue: '*'")));
        j.assertLogContains("deploying *", j.buildAndAssertSuccess(job));
        assertThat(
                job.getProperty(ParametersDefinitionProperty.class).getParameterDefinitionNames(), contains("VERSION"));
        ShownParameter shown = loaded(job);
        assertThat(shown.offered(), contains("*", "1.5.0", "1.0.0", ""));
        shown.select().setSelectedAttribute("1.0.0", true);
        shown.submit();
        j.waitUntilNoActivity();
        j.assertLogContains("deploying 1.0.0", job.getLastBuild());
    }

    @Test
    public void input() throws Exception {
        versions("1.0.0", "2.0.0");
        WorkflowRun build = waiting();
        client.setThrowExceptionOnFailingStatusCode(false);
        ShownParameter shown = asked(build);
        shown.await("The versions are loaded.");
        assertThat(shown.offered(), contains("2.0.0", "1.0.0", ""));
        shown.select().setSelectedAttribute("", true);
        shown.text().setValue("1..2");
        HtmlPage refused = proceed(shown);
        assertThat(refused.getWebResponse().getStatusCode(), is(400));
        assertThat(refused.asNormalizedText(), containsString("The parameter VERSION takes a version"));
        ShownParameter again = asked(build);
        again.await("The versions are loaded.");
        again.select().setSelectedAttribute("1.0.0", true);
        proceed(again);
        j.assertLogContains("chosen 1.0.0", j.assertBuildStatusSuccess(j.waitForCompletion(build)));
    }

    @Test
    public void inputCanBeAbortedWithoutAVersion() throws Exception {
        WorkflowRun build = waiting();
        ShownParameter shown = asked(build);
        shown.await("Type the version");
        HtmlForm form = shown.text().getEnclosingForm();
        HtmlFormUtil.submit(form, HtmlFormUtil.getButtonByCaption(form, "Abort"));
        assertThat(j.waitForCompletion(build).getResult().toString(), is("ABORTED"));
    }

    @Test
    public void dialogOfAnInputHasItsList() throws Exception {
        WorkflowRun build = waiting();
        // It is a part of a page, and has no scripts of its own before it is one.
        client.getOptions().setJavaScriptEnabled(false);
        String dialog = client.goTo(build.getUrl() + "input/Which/dialog", "text/html")
                .getWebResponse()
                .getContentAsString();
        Matcher listing = Pattern.compile("data-listing=\"/jenkins/\\$stapler/bound/[0-9a-f-]+\"")
                .matcher(dialog);
        assertThat(dialog, listing.find(), is(true));
    }

    @Test
    public void inputShowsNoVersionsToWhoMayNotBuild() throws Exception {
        versions("1.0.0");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        WorkflowRun build = waiting();
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone());
        client.login("reader");
        ShownParameter shown = asked(build);
        client.waitForBackgroundJavaScript(1000);
        DomElement field = shown.page().querySelector(".gitlab-generic-packages-versions");
        assertThat(field.getAttribute("data-listing"), is(""));
        assertThat(shown.status(), containsString("the list is shown only to those who may build this job"));
        assertThat(shown.text().isDisplayed(), is(true));
        assertThat(registry.requests().all(), empty());
    }

    /** Others wait until nothing is under way. */
    @After
    public void endWhatWaits() {
        j.jenkins.getAllItems(WorkflowJob.class).stream()
                .map(WorkflowJob::getLastBuild)
                .filter(build -> build != null && build.isBuilding())
                .forEach(WorkflowRun::doKill);
    }

    private WorkflowRun waiting() throws Exception {
        WorkflowJob job = Pipelines.job(
                j,
                "def v = input message: 'Which?', id: 'Which', parameters: [" + parameter("")
                        + "]; echo \"chosen $v\"");
        WorkflowRun build = Pipelines.start(job);
        j.waitForMessage("Input requested", build);
        assertThat(build.getAction(InputAction.class).getExecutions().size(), is(1));
        return build;
    }

    private ShownParameter asked(WorkflowRun build) throws Exception {
        return new ShownParameter(client.getPage(build, "input/"));
    }

    private static HtmlPage proceed(ShownParameter shown) throws Exception {
        HtmlForm form = shown.text().getEnclosingForm();
        return (HtmlPage) HtmlFormUtil.submit(form, HtmlFormUtil.getButtonByCaption(form, "Proceed"));
    }
}
