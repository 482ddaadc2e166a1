package io.jenkins.plugins.gitlabgenericpackages.choosing;

import static org.junit.Assert.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Run;
import io.jenkins.plugins.gitlabgenericpackages.JenkinsTest;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.json.JSONObject;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.jvnet.hudson.test.JenkinsRule.WebClient;

/** A job with a parameter, and a browser. */
public abstract class ChoosingTest extends JenkinsTest {
    static final Duration SOON = RegistryRule.SOON;
    static final Pattern LISTING = Pattern.compile("data-listing=\"([^\"]*)\"");
    WebClient client;

    @BeforeClass
    public static void credentials() throws Exception {
        TestCredentials.addDefault();
    }

    @Before
    public void browse() {
        client = j.createWebClient();
        // A slow machine may show the page later than a list is waited for.
        BoundedReading.get().setPatience(SOON);
    }

    @After
    public void leave() {
        client.close();
        BoundedReading.get().setPatience(BoundedReading.PATIENCE);
    }

    /** Adds versions of the package app, the first one first. */
    void versions(String... versions) {
        for (String version : versions) {
            registry.get().addFile(RegistryRule.PROJECT, "app", version, "f", "f".getBytes(StandardCharsets.UTF_8));
        }
    }

    GenericPackageVersionParameterDefinition definition() {
        GenericPackageVersionParameterDefinition definition =
                new GenericPackageVersionParameterDefinition("VERSION", Long.toString(RegistryRule.PROJECT), "app");
        definition.setGitlabUrl(registry.url());
        definition.setCredentialsId("gitlab");
        return definition;
    }

    static FreeStyleProject job(ParameterDefinition... definitions) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.setQuietPeriod(0);
        job.addProperty(new ParametersDefinitionProperty(definitions));
        return job;
    }

    /** Opens <em>Build with Parameters</em>, which is served with the status 405, and waits for no script. */
    ShownParameter open(Job<?, ?> job) throws Exception {
        client.setThrowExceptionOnFailingStatusCode(false);
        HtmlPage page = client.getPage(job, "build?delay=0sec");
        return new ShownParameter(page);
    }

    ShownParameter loaded(Job<?, ?> job) throws Exception {
        ShownParameter shown = open(job);
        shown.await("The versions are loaded.");
        return shown;
    }

    /** Returns what the script of the page of a job with that parameter is answered. */
    JSONObject listed(ParameterDefinition definition, String... languages) throws Exception {
        client.getOptions().setJavaScriptEnabled(false);
        for (String language : languages) {
            client.addRequestHeader("Accept-Language", language);
        }
        String page = open(job(definition)).page().getWebResponse().getContentAsString();
        Matcher listing = LISTING.matcher(page);
        assertTrue(page, listing.find());
        String path = listing.group(1).replace("/jenkins/", "") + "/versions";
        Page answer = client.getPage(new WebRequest(client.createCrumbedUrl(path), HttpMethod.POST));
        return new JSONObject(answer.getWebResponse().getContentAsString());
    }

    static List<String> versions(JSONObject listed) {
        return StreamSupport.stream(listed.getJSONArray("versions").spliterator(), false)
                .map(each -> ((JSONObject) each).getString("version"))
                .toList();
    }

    static FreeStyleBuild built(FreeStyleProject job) throws Exception {
        j.waitUntilNoActivity();
        return job.getLastBuild();
    }

    static String value(FreeStyleProject job) throws Exception {
        return text(built(job), "VERSION");
    }

    static String text(Run<?, ?> build, String parameter) {
        return (String)
                build.getAction(ParametersAction.class).getParameter(parameter).getValue();
    }
}
