package io.jenkins.plugins.gitlabgenericpackages.choosing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.hamcrest.Matchers.startsWith;

import hudson.cli.CLICommandInvoker;
import hudson.model.BooleanParameterValue;
import hudson.model.FreeStyleProject;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.junit.Test;

/** What builds get without a browser, and without a word to GitLab. */
public class ParameterValuesTest extends ChoosingTest {
    private static final List<String> GOOD =
            List.of("1.4.2", "latest", "1.x", "^1.4", ">=1.4 <2", "1.x || 3.x", "*", "nightly", "v1_b+2");
    private static final List<String> BAD = List.of(
            "", " ", "1..2", "two words", "../1", "1/2", "<b>1</b>", "$VERSION", "1\n2", "1".repeat(1025), "\u0661");

    @Test
    public void apiTakesVersionsAndRulesAsTheyAre() throws Exception {
        FreeStyleProject job = job(definition());
        for (String good : GOOD) {
            assertThat(good, post(job, good).getStatusCode(), is(201));
            assertThat(value(job), is(good));
        }
        assertThat(post(job, " 1.0 ").getStatusCode(), is(201));
        assertThat(value(job), is("1.0"));
        assertThat(registry.requests().all(), empty());
    }

    @Test
    public void apiRefusesWhatCanBeNeither() throws Exception {
        FreeStyleProject job = job(definition());
        for (String bad : BAD) {
            WebResponse answer = post(job, bad);
            assertThat(bad, answer.getStatusCode(), is(400));
            assertThat(answer.getContentAsString(), containsString("The parameter VERSION takes a version"));
            assertThat(answer.getContentAsString(), not(containsString("<b>1</b>")));
            assertThat(answer.getContentAsString(), not(containsString("\tat ")));
        }
        j.waitUntilNoActivity();
        assertThat(job.getLastBuild(), nullValue());
    }

    @Test
    public void submittedFormsAreCheckedAsWell() throws Exception {
        FreeStyleProject job = job(definition());
        for (String form : List.of(
                "{\"parameter\":{\"name\":\"VERSION\",\"value\":\"1..2\"}}",
                "{\"parameter\":{\"name\":\"VERSION\"}}")) {
            WebRequest request = new WebRequest(client.createCrumbedUrl(job.getUrl() + "build"), HttpMethod.POST);
            request.setRequestParameters(List.of(new NameValuePair("json", form)));
            assertThat(page(request).getWebResponse().getStatusCode(), is(400));
        }
        j.waitUntilNoActivity();
        assertThat(job.getLastBuild(), nullValue());
    }

    @Test
    public void whatIsNotGivenIsTheDefault() throws Exception {
        GenericPackageVersionParameterDefinition latest = definition();
        latest.setDefaultValue("latest");
        FreeStyleProject job = job(latest);
        URL url = client.createCrumbedUrl(job.getUrl() + "buildWithParameters");
        assertThat(page(new WebRequest(url, HttpMethod.POST)).getWebResponse().getStatusCode(), is(201));
        assertThat(value(job), is("latest"));
        FreeStyleProject scheduled = job(definition());
        j.buildAndAssertSuccess(scheduled);
        assertThat(value(scheduled), is(""));
    }

    @Test
    public void commandLineTakesAndRefusesInOneLine() throws Exception {
        FreeStyleProject job = job(definition());
        CLICommandInvoker.Result taken =
                new CLICommandInvoker(j, "build").invokeWithArgs(job.getName(), "-s", "-p", "VERSION=1.x");
        assertThat(taken.stderr(), taken.returnCode(), is(0));
        assertThat(value(job), is("1.x"));
        CLICommandInvoker.Result refused =
                new CLICommandInvoker(j, "build").invokeWithArgs(job.getName(), "-s", "-p", "VERSION=1..2");
        assertThat(refused.returnCode(), is(3));
        assertThat(refused.stderr().strip(), startsWith("ERROR: The parameter VERSION takes a version"));
        assertThat(refused.stderr().strip().lines().count(), is(1L));
        assertThat(job.getLastBuild().getNumber(), is(1));
    }

    @Test
    public void valueOfAnotherJobIsValidIfItCanBeAVersion() {
        GenericPackageVersionParameterDefinition definition = definition();
        GOOD.forEach(good -> assertThat(good, definition.isValid(new StringParameterValue("VERSION", good)), is(true)));
        BAD.stream()
                .filter(bad -> !bad.isEmpty())
                .forEach(bad ->
                        assertThat(bad, definition.isValid(new StringParameterValue("VERSION", bad)), is(false)));
        assertThat(definition.isValid(definition.getDefaultParameterValue()), is(true));
        assertThat(definition.isValid(new BooleanParameterValue("VERSION", true)), is(false));
    }

    @Test
    public void copyHasTheOtherDefaultAlone() throws Exception {
        GenericPackageVersionParameterDefinition definition = full();
        GenericPackageVersionParameterDefinition copy = (GenericPackageVersionParameterDefinition)
                definition.copyWithDefaultValue(new StringParameterValue("VERSION", "3.0"));
        assertThat(copy.getDefaultValue(), is("3.0"));
        assertThat(definition.getDefaultValue(), is("latest"));
        copy.setDefaultValue("latest");
        j.assertEqualDataBoundBeans(definition, copy);
        assertThat(
                definition.copyWithDefaultValue(new BooleanParameterValue("VERSION", true)), sameInstance(definition));
    }

    static GenericPackageVersionParameterDefinition full() {
        GenericPackageVersionParameterDefinition definition =
                new GenericPackageVersionParameterDefinition("VERSION", "group/app", "app");
        definition.setDescription("Which one");
        definition.setGitlabUrl("https://gitlab.example.com");
        definition.setCredentialsId("gitlab");
        definition.setTokenType(TokenType.PRIVATE);
        definition.setPackageVersion("1.x");
        definition.setOrder(Order.CREATED);
        definition.setLimit(7);
        definition.setCompleteWhen("SHA256SUMS");
        definition.setDefaultValue("latest");
        return definition;
    }

    private WebResponse post(FreeStyleProject job, String value) throws Exception {
        URL url = client.createCrumbedUrl(job.getUrl() + "buildWithParameters");
        String query = "&VERSION=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return page(new WebRequest(new URL(url + query), HttpMethod.POST)).getWebResponse();
    }

    private Page page(WebRequest request) throws Exception {
        client.setThrowExceptionOnFailingStatusCode(false);
        return client.getPage(request);
    }
}
