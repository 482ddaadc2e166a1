package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Who may ask the forms' methods for what. */
public class FormPermissionsTest {
    private static final String UPLOAD = "descriptorByName/" + GitLabGenericUploadStep.class.getName() + "/";
    private static final String DOWNLOAD = "descriptorByName/" + GitLabGenericDownloadStep.class.getName() + "/";
    private static final String SERVER = "descriptorByName/" + GitLabServer.class.getName() + "/";

    @ClassRule
    public static final JenkinsRule j = new JenkinsRule();

    private static FreeStyleProject job;

    @BeforeClass
    public static void users() throws Exception {
        TestCredentials.addDefault();
        job = j.createFreeStyleProject("job");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "configurer")
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .onItems(job)
                .to("configurer"));
    }

    @Test
    public void jobsCredentialsAreForThoseWhoConfigureIt() throws Exception {
        for (String step : List.of(UPLOAD, DOWNLOAD)) {
            String fill = "job/job/" + step + "fillCredentialsIdItems";
            assertThat(post("configurer", fill, "credentialsId", ""), containsString("gitlab"));
            assertThat(post("admin", fill, "credentialsId", ""), containsString("gitlab"));
            String answer = post("reader", fill, "credentialsId", "mine");
            assertThat(answer, not(containsString("gitlab")));
            assertThat(answer, containsString("mine"));
        }
    }

    @Test
    public void systemCredentialsAreForAdministrators() throws Exception {
        for (String descriptor : List.of(UPLOAD, DOWNLOAD, SERVER)) {
            String fill = descriptor + "fillCredentialsIdItems";
            assertThat(post("admin", fill, "credentialsId", ""), containsString("gitlab"));
            String answer = post("configurer", fill, "credentialsId", "mine");
            assertThat(answer, not(containsString("gitlab")));
            assertThat(answer, containsString("mine"));
        }
    }

    @Test
    public void checkTellsNobodyElseWhichIdsExist() throws Exception {
        for (String prefix : List.of("job/job/" + UPLOAD, "job/job/" + DOWNLOAD, UPLOAD, SERVER)) {
            String check = prefix + "checkCredentialsId";
            assertThat(post("reader", check, "value", "gitlab"), is(post("reader", check, "value", "none")));
            assertThat(post("admin", check, "value", "none"), containsString("No such credentials"));
            assertThat(post("admin", check, "value", "gitlab"), not(containsString("No such")));
        }
    }

    @Test
    public void textsAreCheckedForThoseWhoSeeTheForm() throws Exception {
        for (String step : List.of(UPLOAD, DOWNLOAD)) {
            for (String check : List.of(
                    "checkGitlabUrl",
                    "checkProjectId",
                    "checkPackageName",
                    "checkPackageVersion",
                    "checkParallel",
                    "checkRetries")) {
                assertThat(post("configurer", "job/job/" + step + check, "value", "?"), containsString("error"));
                assertThat(post("reader", "job/job/" + step + check, "value", "?"), not(containsString("error")));
                assertThat(post("admin", step + check, "value", "?"), containsString("error"));
                assertThat(post("configurer", step + check, "value", "?"), not(containsString("error")));
            }
        }
        assertThat(post("configurer", "job/job/" + DOWNLOAD + "checkSha256", "value", "?"), containsString("error"));
        assertThat(post("reader", "job/job/" + DOWNLOAD + "checkSha256", "value", "?"), not(containsString("error")));
        assertThat(post("configurer", "job/job/" + UPLOAD + "checkArchive", "value", "?"), containsString("error"));
        assertThat(post("reader", "job/job/" + UPLOAD + "checkArchive", "value", "?"), not(containsString("error")));
        String strip = "job/job/" + DOWNLOAD + "checkStripComponents";
        assertThat(post("configurer", strip, "value", "1"), containsString("error"));
        assertThat(post("reader", strip, "value", "1"), not(containsString("error")));
    }

    @Test
    public void serverChecksAreTheAdministrators() throws Exception {
        for (String check : List.of("checkGitlabUrl", "checkCaCertificates", "testConnection")) {
            assertThat(status("reader", HttpMethod.POST, SERVER + check, Map.of("value", "x")), is(403));
            assertThat(status("admin", HttpMethod.POST, SERVER + check, Map.of("value", "x")), is(200));
        }
    }

    @Test
    public void methodsMustBePosted() throws Exception {
        for (String method : List.of(
                "fillCredentialsIdItems",
                "checkCredentialsId",
                "checkGitlabUrl",
                "checkProjectId",
                "checkPackageName",
                "checkPackageVersion",
                "checkParallel",
                "checkRetries")) {
            mustBePosted("job/job/" + UPLOAD + method);
            mustBePosted("job/job/" + DOWNLOAD + method);
        }
        mustBePosted("job/job/" + DOWNLOAD + "checkSha256");
        mustBePosted("job/job/" + DOWNLOAD + "checkFile");
        mustBePosted("job/job/" + DOWNLOAD + "checkStripComponents");
        mustBePosted("job/job/" + UPLOAD + "checkArchive");
        for (String method : List.of(
                "fillCredentialsIdItems",
                "checkCredentialsId",
                "checkGitlabUrl",
                "checkCaCertificates",
                "testConnection")) {
            mustBePosted(SERVER + method);
        }
    }

    @Test
    public void choicesHoldTheirValues() throws Exception {
        String kinds = post("configurer", "job/job/" + UPLOAD + "fillTokenTypeItems", "value", "");
        List.of("AUTO", "PRIVATE", "DEPLOY", "JOB").forEach(kind -> assertThat(kinds, containsString(kind)));
        String policies = post("configurer", "job/job/" + UPLOAD + "fillIfExistsItems", "value", "");
        String verification = post("configurer", "job/job/" + DOWNLOAD + "fillVerifyItems", "value", "");
        List.of("IF_TOLD", "REQUIRED").forEach(choice -> assertThat(verification, containsString(choice)));
        List.of("SKIP_IDENTICAL", "ADD", "REPLACE", "FAIL")
                .forEach(policy -> assertThat(policies, containsString(policy)));
    }

    private static void mustBePosted(String path) throws Exception {
        assertThat(path, status("admin", HttpMethod.GET, path, Map.of("value", "1")), is(oneOf(404, 405)));
        assertThat(path, status("admin", HttpMethod.POST, path, Map.of("value", "1")), is(200));
    }

    private static String post(String user, String path, String parameter, String value) throws Exception {
        return request(user, HttpMethod.POST, path, Map.of(parameter, value, "gitlabUrl", ""))
                .getWebResponse()
                .getContentAsString();
    }

    private static int status(String user, HttpMethod method, String path, Map<String, String> parameters)
            throws Exception {
        return request(user, method, path, parameters).getWebResponse().getStatusCode();
    }

    private static Page request(String user, HttpMethod method, String path, Map<String, String> parameters)
            throws Exception {
        WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.withBasicApiToken(user);
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return client.getPage(new WebRequest(new URL(j.getURL(), path + "?" + query), method));
    }
}
