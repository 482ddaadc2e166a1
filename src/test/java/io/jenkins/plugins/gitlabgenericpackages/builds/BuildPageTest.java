package io.jenkins.plugins.gitlabgenericpackages.builds;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.Assert.assertThrows;

import hudson.Util;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericDownloadBuilder;
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericDownloadStep;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.StepTest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

public class BuildPageTest extends StepTest {
    private static final String URL_NAME = "gitlab-generic-packages/";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&amp;.txt";

    @After
    public void open() {
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    @Test
    public void basics() throws Exception {
        WorkflowRun build = Pipelines.run(j, """
                node {
                    writeFile file: 'a.txt', text: 'hello'
                    %s
                    2.times { %s }
                }
                """.formatted(
                        registry.upload("file: 'a.txt'"), registry.download("file: 'b.txt', fileName: 'a.txt'")));
        String summary = page(build, "");
        assertThat(summary, containsString("Uploaded to app 1.0, project 7"));
        assertThat(summary, containsString("1 file, 5 B, 1 skipped"));

        HtmlPage page = j.createWebClient().getPage(build, URL_NAME);
        String text = page.asNormalizedText();
        assertThat(text, containsString("Downloaded from app 1.0"));
        assertThat(text, containsString("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
        assertThat(text, containsString("skipped, identical"));
        assertThat(text, containsString("built-in node"));
        assertThat(page.getAnchorByText("Project 7 in GitLab").getHrefAttribute(), is(registry.url() + "/projects/7"));
    }

    @Test
    public void aFileBesideAnOlderOneIsShownAsSuch() throws Exception {
        registry.add("a.txt", "older");
        WorkflowRun build = Pipelines.run(
                j, "node { writeFile file: 'a.txt', text: 'hello'; %s }".formatted(registry.upload("file: 'a.txt'")));
        j.assertLogContains("'ifExists' FAIL refuses such an upload", build);
        HtmlPage page = j.createWebClient().getPage(build, URL_NAME);
        assertThat(page.asNormalizedText(), containsString("yes, beside an older one"));
    }

    @Test
    public void remoteApiTellsEverything() throws Exception {
        FreeStyleBuild build = build();
        record(build, "group/app", List.of(file("a.txt"), file("sub/b.txt")));
        JSONObject json = j.getJSON(build.getUrl() + URL_NAME + "api/json").getJSONObject();
        JSONObject transfer = json.getJSONArray("transfers").getJSONObject(0);
        assertThat(transfer.getString("direction"), is("UPLOAD"));
        assertThat(transfer.getString("packageName"), is("app"));
        assertThat(transfer.getInt("fileCount"), is(2));
        assertThat(transfer.getInt("size"), is(10));
        assertThat(transfer.getBoolean("failed"), is(false));
        JSONObject whole = j.getJSON(build.getUrl() + URL_NAME + "1/api/json").getJSONObject();
        assertThat(whole.getString("packageVersion"), is("1.0"));
        JSONObject file = whole.getJSONArray("files").getJSONObject(1);
        assertThat(file.getString("fileName"), is("sub/b.txt"));
        assertThat(file.getString("sha256"), is("0".repeat(64)));
        assertThat(file.getString("verifiedBy"), is("GITLAB"));
        assertThat(file.getBoolean("skipped"), is(false));
        String ofBuild = j.getJSON(build.getUrl() + "api/json?tree=actions[transfers[packageName]]")
                .getContentAsString();
        assertThat(ofBuild, containsString("\"packageName\":\"app\""));
    }

    @Test
    public void jobTellsNoFilesHoweverDeepItIsAsked() throws Exception {
        FreeStyleBuild build = build();
        record(build, "7", List.of(file("a.txt")));
        String list = build.getRootDir() + "/gitlab-generic-packages/1.jsonl";
        // Whoever reads it now, fails.
        Files.writeString(Path.of(list), "damaged");
        for (String path : List.of(build.getParent().getUrl(), build.getUrl(), build.getUrl() + URL_NAME)) {
            for (String depth : List.of("?depth=0", "?depth=2", "?depth=9")) {
                j.getJSON(path + "api/json" + depth);
            }
        }
        String deep = j.getJSON(build.getParent().getUrl() + "api/json?depth=2").getContentAsString();
        assertThat(deep, containsString("\"fileCount\":1"));
        assertThat(deep, not(containsString("a.txt")));
    }

    @Test
    public void hostileNamesAreEscaped() throws Exception {
        FreeStyleBuild build = build();
        String project = "group/\"><script>alert(1)</script>";
        TransferredFile hostile = new TransferredFile(
                new PackageFile(new GenericPackage("app", "1.0"), new PackageFileName(HOSTILE)),
                HOSTILE,
                new FileContent(5, Sha256.OF_NOTHING, null),
                "javascript:alert(1)",
                Verifier.GITLAB,
                false);
        GenericPackagesAction.record(
                build,
                new TransferOrigin(
                        null,
                        Direction.DOWNLOAD,
                        "javascript:alert(1)//",
                        project,
                        "<i>agent</i>",
                        "app",
                        "<i>1.x</i>",
                        "<i>1.x</i>",
                        true),
                List.of(new GenericPackageFile(hostile, "<i>1.x</i>")),
                false);
        for (String path : List.of("", URL_NAME, URL_NAME + "1/", URL_NAME + "1/?name=%3Cimg")) {
            HtmlPage page = j.createWebClient().getPage(build, path);
            assertThat(page.getByXPath("//img[@onerror]").size(), is(0));
            assertThat(page.getByXPath("//main//script|//i").size(), is(0));
            assertThat(page.asNormalizedText(), containsString(path.isEmpty() ? project : HOSTILE));
            assertThat(page.getByXPath("//a[starts-with(@href, 'javascript')]").size(), is(0));
        }
    }

    @Test
    public void linksGoToWebAddressesOnly() throws Exception {
        assertThat(webUrl("javascript:alert(1)", "7"), nullValue());
        assertThat(webUrl("https://gitlab.example.com/api/v4/", "7"), is("https://gitlab.example.com/projects/7"));
        assertThat(
                webUrl("http://gitlab.example.com/gitlab", "group/sub app"),
                is("http://gitlab.example.com/gitlab/group/sub%20app/-/packages?type=Generic&search[]=app"));
    }

    @Test
    public void theLinkLeadsToThePackageWhereItIsKnown() throws Exception {
        FreeStyleBuild build = build();
        TransferredFile file = file("a.txt");
        TransferredFile known = new TransferredFile(
                file.file(), file.path(), file.content(), file.url(), file.verifiedBy(), false, false, 15);
        record(build, "group/sub/app", List.of(known));
        record(build, "7", List.of(known));
        HtmlPage page = j.createWebClient().getPage(build, URL_NAME);
        assertThat(
                page.getAnchorByText("Package in GitLab, project group/sub/app").getHrefAttribute(),
                is("https://gitlab.example.com/group/sub/app/-/packages/15"));
        assertThat(
                page.getAnchorByText("Project 7 in GitLab").getHrefAttribute(),
                is("https://gitlab.example.com/projects/7"));
        assertThat(page.getByXPath("//table//a[contains(., 'a.txt')]").size(), is(0));
    }

    @Test
    public void bothDirectionsKnowThePackage() throws Exception {
        registry.add("b.txt", "hello");
        WorkflowRun build = Pipelines.run(
                j,
                "node { writeFile file: 'a.txt', text: 'hello'; %s; %s }"
                        .formatted(
                                registry.upload("file: 'a.txt', projectId: 'group/sub/app'"),
                                registry.download("includes: 'b.txt', dir: 'in', projectId: 'group/sub/app'")));
        for (PackageTransfer transfer :
                build.getAction(GenericPackagesAction.class).getTransfers()) {
            assertThat(transfer.getPackageUrl(), is(registry.url() + "/group/sub/app/-/packages/1"));
        }
        j.assertLogContains("with credentials 'gitlab' of the step, as an access token", build);
        j.assertLogContains("Downloaded b.txt to in/b.txt (5 B", build);
    }

    /** What can be no project is not shown: it may be a token at the wrong place. */
    @Test
    public void aFailureBeforeGitLabIsAskedLeavesALine() throws Exception {
        WorkflowRun build =
                Pipelines.run(j, Result.FAILURE, "node { " + registry.download("credentialsId: 'none'") + " }");
        assertThat(
                page(build, ""),
                containsString("Downloaded from app 1.0, project 7: no files, 0 B \u2013 the transfer failed"));
        WorkflowRun wrong =
                Pipelines.run(j, Result.FAILURE, "node { " + registry.download("projectId: 'glpat-secret'") + " }");
        assertThat(wrong.getAction(GenericPackagesAction.class), is(nullValue()));
    }

    @Test
    public void aFailureWithoutAFileLeavesALine() throws Exception {
        WorkflowRun build =
                Pipelines.run(j, Result.FAILURE, "node { " + registry.download("packageVersion: '^1.4'") + " }");
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList()
                .add(new GitLabGenericDownloadBuilder(registry.connect(new GitLabGenericDownloadStep("app", "^1.4"))));
        for (Run<?, ?> failed : List.of(build, j.buildAndAssertStatus(Result.FAILURE, job))) {
            assertThat(
                    page(failed, ""),
                    containsString("Downloaded from app ^1.4, project 7: no files, 0 B \u2013 the transfer failed"));
            String text = page(failed, URL_NAME);
            assertThat(text, containsString("Failed or stopped. No file had arrived."));
            assertThat(text, not(containsString("found by the rule")));
            assertThat(page(failed, URL_NAME + "1/"), containsString("Downloaded from app ^1.4"));
            j.getJSON(failed.getUrl() + URL_NAME + "1/api/json");
        }
        j.jenkins.reload();
        Run<?, ?> loaded = Run.fromExternalizableId(build.getExternalizableId());
        assertThat(page(loaded, URL_NAME), containsString("Failed or stopped."));
    }

    @Test
    public void pageIsForThoseWhoMayReadTheJob() throws Exception {
        FreeStyleBuild build = build();
        record(build, "7", List.of(file("a.txt")));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "stranger")
                .grant(Item.READ)
                .everywhere()
                .to("reader"));
        for (String path : List.of(URL_NAME, URL_NAME + "api/json", URL_NAME + "1/", URL_NAME + "1/api/json")) {
            assertThat(status("stranger", build, path), is(oneOf(403, 404)));
            assertThat(status("reader", build, path), is(200));
        }
        // Other objects may lead to the action as well.
        GenericPackagesAction action = build.getAction(GenericPackagesAction.class);
        try (ACLContext stranger = ACL.as2(User.getById("stranger", true).impersonate2())) {
            assertThrows(AccessDeniedException3.class, action::getTarget);
        }
    }

    @Test
    public void tenThousandFilesOpenWithinASecond() throws Exception {
        FreeStyleBuild build = build();
        record(build, "7", files("some/folder/file-", 10_000));
        assertThat(build.getRootDir().toPath().resolve("build.xml").toFile().length(), lessThan(200_000L));
        FreeStyleBuild small = build();
        record(small, "7", List.of(file("a.txt")));
        // The first page of its kind compiles its views.
        timeOf(small, "");
        timeOf(small, URL_NAME);
        assertThat(timeOf(build, ""), lessThan(Duration.ofSeconds(1)));
        j.jenkins.reload();
        FreeStyleBuild loaded = (FreeStyleBuild) Run.fromExternalizableId(build.getExternalizableId());
        assertThat(timeOf(loaded, ""), lessThan(Duration.ofSeconds(1)));
        assertThat(timeOf(loaded, URL_NAME), lessThan(Duration.ofSeconds(1)));
        for (String query : List.of("", "?page=100", "?name=FILE-9")) {
            assertThat(timeOf(loaded, URL_NAME + "1/" + query), lessThan(Duration.ofSeconds(1)));
        }
        assertThat(load(loaded, URL_NAME), containsString("All 10,000 files"));
        assertThat(rows(loaded, URL_NAME), is(100));
    }

    @Test
    public void filesArePaged() throws Exception {
        FreeStyleBuild build = build();
        record(build, "7", files("some/folder/file-", 250));
        record(build, "7", List.of(file("a.txt")));
        assertThat(rows(build, URL_NAME), is(100));
        assertThat(load(build, URL_NAME), not(containsString("a.txt")));

        HtmlPage page = j.createWebClient().getPage(build, URL_NAME + "1/");
        assertThat(page.asNormalizedText(), containsString("Page 1 of 3, 250 files"));
        assertThat(page.getByXPath("//a[@rel='prev']").size(), is(0));
        assertThat(names(page).get(99), is("some/folder/file-99.txt"));
        page = page.getAnchorByText("Next").click();
        assertThat(names(page).get(0), is("some/folder/file-100.txt"));
        page = page.getAnchorByText("Next").click();
        assertThat(names(page).size(), is(50));
        assertThat(page.getByXPath("//a[@rel='next']").size(), is(0));
        page = page.getAnchorByText("Previous").click();
        assertThat(page.asNormalizedText(), containsString("Page 2 of 3, 250 files"));

        assertThat(names(j.createWebClient().getPage(build, URL_NAME + "2/")), contains("a.txt"));
        for (String none : List.of("0/", "3/", "x/", "01/")) {
            assertThat(status("anybody", build, URL_NAME + none), is(404));
        }
    }

    @Test
    public void filesAreFoundByName() throws Exception {
        FreeStyleBuild build = build();
        List<TransferredFile> files = new ArrayList<>(files("file-", 300));
        files.add(file("docs/Read & me+1.txt"));
        record(build, "7", files);
        JenkinsRule.WebClient client = j.createWebClient();
        // Works without scripts.
        client.getOptions().setJavaScriptEnabled(false);
        HtmlPage page = client.getPage(build, URL_NAME + "1/");
        HtmlForm form = page.querySelector("form.gitlab-generic-packages-filter");
        form.getInputByName("name").setValue("FILE-");
        page = ((HtmlButton) form.querySelector("button")).click();
        assertThat(page.asNormalizedText(), containsString("Page 1 of 3, 300 files"));
        page = page.getAnchorByText("Next").click();
        assertThat(names(page).get(0), is("file-100.txt"));
        form = page.querySelector("form.gitlab-generic-packages-filter");
        assertThat(form.getInputByName("name").getValue(), is("FILE-"));
        form.getInputByName("name").setValue("& me+");
        page = ((HtmlButton) form.querySelector("button")).click();
        assertThat(names(page), contains("docs/Read & me+1.txt"));
        form = page.querySelector("form.gitlab-generic-packages-filter");
        form.getInputByName("name").setValue("none");
        page = ((HtmlButton) form.querySelector("button")).click();
        assertThat(page.asNormalizedText(), containsString("No file has that in its name."));
        for (String odd : List.of("?page=99", "?page=-1", "?page=x", "?name=" + "a".repeat(2000))) {
            assertThat(
                    client.getPage(build, URL_NAME + "1/" + odd)
                            .getWebResponse()
                            .getStatusCode(),
                    is(200));
        }
    }

    @Test
    public void pageSaysWhoVerifiedAFile() throws Exception {
        FreeStyleBuild build = build();
        record(
                build,
                "7",
                List.of(file("a.txt", Verifier.GITLAB), file("b.txt", Verifier.USER), file("c.txt", Verifier.NOBODY)));
        HtmlPage page = j.createWebClient().getPage(build, URL_NAME);
        List<String> verifiers = page.<DomNode>getByXPath("//table/tbody/tr/td[3]").stream()
                .map(DomNode::asNormalizedText)
                .toList();
        assertThat(verifiers, contains("GitLab", "the user", "not verified"));
    }

    @Test
    public void oldBuildWithoutItsListStillHasAPage() throws Exception {
        FreeStyleBuild build = build();
        record(build, "7", List.of(file("a.txt")));
        Util.deleteRecursive(
                build.getRootDir().toPath().resolve("gitlab-generic-packages").toFile());
        assertThat(page(build, URL_NAME), containsString("Uploaded to app 1.0"));
    }

    @Test
    public void ofAListThatIsDamagedThePageShowsWhatIsLeft() throws Exception {
        FreeStyleBuild build = build();
        record(build, "7", List.of(file("a.txt"), file("b.txt")));
        Path list = build.getRootDir().toPath().resolve("gitlab-generic-packages/1.jsonl");
        Files.writeString(list, Files.readString(list).replaceFirst("\\{", "\0"));
        assertThat(page(build, URL_NAME), containsString("b.txt"));
        assertThat(page(build, URL_NAME + "/1/?name=b.t"), containsString("b.txt"));
    }

    @Test
    public void buildWithoutTransfersHasNoPage() throws Exception {
        WorkflowRun build = Pipelines.run(j, "node { " + registry.upload("includes: 'none', allowEmpty: true") + " }");
        assertThat(build.getAction(GenericPackagesAction.class), nullValue());
        assertThat(page(build, ""), not(containsString("GitLab packages")));
    }

    /** The best of three: whatever else the machine does only makes it slower. */
    private static Duration timeOf(Run<?, ?> build, String path) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            load(build, path);
            best = Math.min(best, System.nanoTime() - start);
        }
        return Duration.ofNanos(best);
    }

    /** Takes no time to understand the page, as a browser does. */
    private static String load(Run<?, ?> build, String path) throws Exception {
        try (InputStream in = new URL(j.getURL(), build.getUrl() + path).openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String page(Run<?, ?> build, String path) throws Exception {
        return j.createWebClient().getPage(build, path).asNormalizedText();
    }

    private static int status(String user, Run<?, ?> build, String path) throws Exception {
        return j.createWebClient()
                .withBasicApiToken(user)
                .withThrowExceptionOnFailingStatusCode(false)
                .goTo(build.getUrl() + path, null)
                .getWebResponse()
                .getStatusCode();
    }

    private static String webUrl(String gitlabUrl, String project) throws Exception {
        FreeStyleBuild build = build();
        GenericPackagesAction.record(
                build,
                new TransferOrigin(null, Direction.UPLOAD, gitlabUrl, project, "", "app", "1.0", "", true),
                List.of(new GenericPackageFile(file("a.txt"), "")),
                false);
        return build.getAction(GenericPackagesAction.class)
                .getTransfers()
                .get(0)
                .getWebUrl();
    }

    private static FreeStyleBuild build() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        return j.buildAndAssertSuccess(job);
    }

    private static void record(Run<?, ?> build, String project, List<TransferredFile> files) throws Exception {
        GenericPackagesAction.record(
                build,
                origin(project),
                files.stream().map(file -> new GenericPackageFile(file, "")).toList(),
                false);
    }

    private static TransferOrigin origin(String project) {
        return new TransferOrigin(
                null, Direction.UPLOAD, "https://gitlab.example.com", project, "", "app", "^1.4", "^1.4", true);
    }

    private static List<TransferredFile> files(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> file(name + i + ".txt")).toList();
    }

    private static int rows(Run<?, ?> build, String path) throws Exception {
        return names(j.createWebClient().getPage(build, path)).size();
    }

    private static List<String> names(HtmlPage page) {
        return page.<DomNode>getByXPath("//table[contains(@class, 'gitlab-generic-packages')]/tbody/tr/td[1]").stream()
                // Below the name there is the digest.
                .map(cell -> cell.asNormalizedText()
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .strip())
                .toList();
    }

    private static TransferredFile file(String name) {
        return file(name, Verifier.GITLAB);
    }

    private static TransferredFile file(String name, Verifier verifier) {
        return new TransferredFile(
                new PackageFile(new GenericPackage("app", "1.0"), new PackageFileName(name)),
                name,
                new FileContent(5, new Sha256("0".repeat(64)), Util.getDigestOf(name)),
                "https://gitlab.example.com/f",
                verifier,
                false);
    }
}
