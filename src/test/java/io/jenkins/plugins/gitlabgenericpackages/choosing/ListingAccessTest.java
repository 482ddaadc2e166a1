package io.jenkins.plugins.gitlabgenericpackages.choosing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RecordedRequest;
import java.net.URL;
import java.util.List;
import java.util.regex.Matcher;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Who gets the versions, and that a request can bring nothing along. */
public class ListingAccessTest extends ChoosingTest {
    private FreeStyleProject job;

    @BeforeClass
    public static void realm() {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
    }

    @Before
    public void grant() throws Exception {
        grant(Item.BUILD);
        versions("1.0.0");
        registry.get().addFile(7, "secret", "9.9.9", "f", new byte[1]);
        job = job(definition());
        // Its page is as the server sent it: no script asks for the versions.
        client.getOptions().setJavaScriptEnabled(false);
        client.setThrowExceptionOnFailingStatusCode(false);
        client.login("builder");
    }

    private static void grant(hudson.security.Permission ofBuilder) {
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("builder", "other", "reader")
                .grant(ofBuilder)
                .everywhere()
                .to("builder", "other"));
    }

    @Test
    public void whoMayBuildGetsTheVersions() throws Exception {
        WebResponse answer = post(client, listing());
        assertThat(answer.getStatusCode(), is(200));
        assertThat(answer.getContentType(), is("application/json"));
        assertThat(answer.getContentAsString(), matchesPattern("\\{.*\"version\":\"1.0.0\".*}"));
        assertThat(registry.requests().all(), hasSize(1));
    }

    @Test
    public void whoMayOnlyReadGetsNone() throws Exception {
        WebClient reader = another("reader");
        assertThat(page(reader).getWebResponse().getContentAsString(), containsString("data-listing=\"\""));
        assertThat(post(reader, listing()).getStatusCode(), is(404));
        assertThat(registry.requests().all(), empty());
    }

    @Test
    public void whoMayOnlyAnswerAnInputStepIsToldWhyThereIsNoList() throws Exception {
        WorkflowJob asking = Pipelines.job(j, """
                input id: 'Which', message: 'Which?', submitter: 'reader', parameters: [
                    gitlabGenericPackageVersion(name: 'VERSION', projectId: '7', packageName: 'app')]
                """);
        WorkflowRun build = Pipelines.start(asking);
        j.waitForMessage("Input requested", build);
        String page =
                another("reader").getPage(build, "input/").getWebResponse().getContentAsString();
        assertThat(page, containsString("data-listing=\"\""));
        assertThat(page, containsString("Type the version: the list is shown only to those who may build this job"));
        String list =
                another("builder").getPage(build, "input/").getWebResponse().getContentAsString();
        assertThat(list, not(containsString("Type the version: the list is shown only")));
        build.getExecutor().interrupt();
        j.waitForCompletion(build);
    }

    @Test
    public void pageOfAnotherReaderIsOfNoUse() throws Exception {
        String listing = listing();
        WebClient other = another("other");
        assertThat(post(other, listing).getStatusCode(), is(404));
        page(other);
        assertThat(post(other, listing).getStatusCode(), is(404));
        assertThat(registry.requests().all(), empty());
    }

    @Test
    public void permissionCountsWhenTheListIsAskedFor() throws Exception {
        String listing = listing();
        grant(Item.DISCOVER);
        assertThat(post(client, listing).getStatusCode(), is(403));
        grant(Item.BUILD);
        job.delete();
        assertThat(post(client, listing).getStatusCode(), is(404));
        assertThat(registry.requests().all(), empty());
    }

    @Test
    public void listMustBePostedWithACrumb() throws Exception {
        String listing = listing();
        URL url = new URL(j.getURL(), listing);
        assertThat(client.getPage(url).getWebResponse().getStatusCode(), is(oneOf(404, 405)));
        assertThat(
                client.getPage(new WebRequest(url, HttpMethod.POST))
                        .getWebResponse()
                        .getStatusCode(),
                is(403));
        assertThat(registry.requests().all(), empty());
    }

    @Test
    public void requestBringsNothingAlong() throws Exception {
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("other", "glpat-another"));
        String answer = post(
                        client,
                        listing(),
                        "gitlabUrl=http://127.0.0.1:1",
                        "credentialsId=other",
                        "projectId=8",
                        "packageName=secret",
                        "packageVersion=9.x",
                        "name=secret",
                        "job=another",
                        "limit=0")
                .getContentAsString();
        assertThat(answer, containsString("\"1.0.0\""));
        assertThat(answer, not(containsString("9.9.9")));
        RecordedRequest sent = registry.requests().all().get(0);
        assertThat(sent.header("PRIVATE-TOKEN"), is(TestCredentials.TOKEN));
        assertThat(sent.target(), containsString("/projects/7/packages?package_type=generic&package_name=app&"));
    }

    @Test
    public void answerHasNoToken() throws Exception {
        assertThat(post(client, listing()).getContentAsString(), not(containsString(TestCredentials.TOKEN)));
        assertThat(page(client).getWebResponse().getContentAsString(), not(containsString("gitlab.example")));
    }

    private String listing() throws Exception {
        Matcher listing = LISTING.matcher(page(client).getWebResponse().getContentAsString());
        assertThat(listing.find(), is(true));
        assertThat(listing.group(1), matchesPattern("/jenkins/\\$stapler/bound/[0-9a-f-]{36}"));
        return listing.group(1).replace("/jenkins/", "") + "/versions";
    }

    private HtmlPage page(WebClient by) throws Exception {
        return by.getPage(job, "build?delay=0sec");
    }

    private static WebClient another(String user) throws Exception {
        WebClient other = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        other.getOptions().setJavaScriptEnabled(false);
        return other.login(user);
    }

    private static WebResponse post(WebClient by, String listing, String... parameters) throws Exception {
        URL url = new URL(by.createCrumbedUrl(listing) + "&" + String.join("&", List.of(parameters)));
        return by.getPage(new WebRequest(url, HttpMethod.POST)).getWebResponse();
    }
}
