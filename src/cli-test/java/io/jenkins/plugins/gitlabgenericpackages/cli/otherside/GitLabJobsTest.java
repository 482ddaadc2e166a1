package io.jenkins.plugins.gitlabgenericpackages.cli.otherside;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.cli.otherside.Runner.Result;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The jobs of {@code docs/gitlab-ci.yml} and those that {@code docs/other-side.md} makes of them, run as printed. */
public class GitLabJobsTest {
    private static final String JAR = ".gitlab-generic-packages/gitlab-generic-packages.jar";

    @Rule
    public final Timeout timeout = new Timeout(180, TimeUnit.SECONDS);

    @Rule
    public final Runner runner = new Runner();

    private JarServer github;
    private Document page;
    private String hidden;

    @Before
    public void start() throws IOException {
        github = new JarServer(runner.folder().resolve("github"));
        page = Document.of("docs/other-side.md");
        hidden = github.inPlaceOfGitHub(Files.readString(Path.of("docs/gitlab-ci.yml")));
        runner.variables.put("GENERIC_PACKAGES_VERSION", JarServer.VERSION);
        runner.variables.put("GENERIC_PACKAGES_SHA256", github.sha256());
    }

    @After
    public void stop() throws IOException {
        if (github != null) {
            github.close();
        }
    }

    @Test
    public void theJarIsFetchedOnceAndWithoutAToken() throws Exception {
        runner.gitlab.addFile(Runner.PROJECT, "app", "1.4", "a", new byte[1]);
        for (int i = 0; i < 2; i++) {
            Result result = runner.run(versions());
            assertThat(result.printed(), result.exitCode(), is(0));
            assertThat(result.printed(), containsString("  1.4"));
        }
        assertThat(github.requests().size(), is(1));
        assertFalse(github.requests().get(0).hasCredentials());
    }

    @Test
    public void aJarOfAnotherDigestIsNeverRun() throws Exception {
        github.replaceJar();
        assertStopped("FAILED");
        // Neither is one that came into the cache.
        runner.write(JAR, "another one");
        assertStopped("FAILED");
        runner.variables.remove("GENERIC_PACKAGES_SHA256");
        assertStopped("GENERIC_PACKAGES_SHA256: is not set");
        assertThat(runner.gitlab.requests().all().size(), is(0));
    }

    @Test
    public void javaTakesOptions() throws Exception {
        runner.gitlab.addFile(Runner.PROJECT, "app", "1.4", "a", new byte[1]);
        runner.variables.put("GENERIC_PACKAGES_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -showversion");
        Result result = runner.run(versions());
        assertThat(result.printed(), result.exitCode(), is(0));
        assertThat(result.printed(), containsString("Server VM"));
    }

    @Test
    public void aSpoiltCacheIsMended() throws Exception {
        runner.gitlab.addFile(Runner.PROJECT, "app", "1.4", "a", new byte[1]);
        runner.write(JAR, "another one");
        Result result = runner.run(versions());
        assertThat(result.printed(), result.exitCode(), is(0));
    }

    private void assertStopped(String because) throws Exception {
        Result result = runner.run(versions());
        assertTrue(result.printed(), result.exitCode() != 0);
        assertThat(result.printed(), containsString(because));
    }

    @Test
    public void theOwnProjectsJarNeedsTheTokenOfTheJob() throws Exception {
        runner.gitlab.addFile(
                Runner.PROJECT, "gitlab-generic-packages", "1.0", "gitlab-generic-packages.jar", github.content());
        runner.gitlab.addFile(Runner.PROJECT, "app", "1.4", "a", new byte[1]);
        String own = page.code("Closed networks", "yaml").get(0);
        for (boolean fromStorage : new boolean[] {false, true}) {
            runner.gitlab.options().directDownload(fromStorage);
            Result result = runner.run(new CiFile(hidden, own, jobs("The client in a GitLab job", 1)).job("versions"));
            assertThat(result.printed(), result.exitCode(), is(0));
            Files.delete(runner.directory().resolve(JAR));
        }
        assertThat(github.requests().size(), is(0));
        assertThat(runner.gitlab.requests().count(Route.DOWNLOAD), is(2));
    }

    @Test
    public void whatJenkinsMadeIsDeployed() throws Exception {
        runner.gitlab.addFile(Runner.PROJECT, "app", "17", "bin%2Fapp", "app".getBytes(StandardCharsets.UTF_8));
        runner.variables.put("APP_VERSION", "17");
        executable("deploy", "#!/bin/sh\nfind \"$1\" -type f\n");
        CiFile.Job deploy = new CiFile(hidden, jobs("Jenkins makes, GitLab deploys", 0)).job("deploy");
        Result result = runner.run(deploy);
        assertThat(result.printed(), result.exitCode(), is(0));
        assertThat(result.printed(), containsString("incoming/bin/app"));

        runner.variables.put("APP_VERSION", "18");
        Result missing = runner.run(deploy);
        assertThat(missing.printed(), missing.exitCode(), is(1));
        assertThat(missing.printed(), not(containsString("incoming/bin/app")));
    }

    @Test
    public void theReadmesJobGoesBothWays() throws Exception {
        runner.gitlab.addFile(Runner.PROJECT, "app", "17", "app", new byte[1]);
        runner.variables.put("VERSION", "17");
        executable("deploy", "#!/bin/sh\nmkdir out && ls $1 >out/report\n");
        String readme = Document.of("README.md")
                .code("From GitLab CI or a shell", "yaml")
                .get(0);
        Result result = runner.run(new CiFile(hidden, readme).job("deploy"));
        assertThat(result.printed(), result.exitCode(), is(0));
        assertThat(names("report", "17"), is(List.of("report")));
    }

    private void executable(String name, String script) throws Exception {
        Files.setPosixFilePermissions(runner.write(name, script), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> names(String name, String version) {
        return runner.gitlab.files(Runner.PROJECT, name, version).stream()
                .map(StoredFile::fileName)
                .sorted()
                .toList();
    }

    @Test
    public void whatGitLabMadeIsUploaded() throws Exception {
        runner.write("dist/bin/app", "app");
        runner.write("dist/readme", "text");
        runner.write("secret", "text");
        runner.variables.put("CI_PIPELINE_ID", "4711");
        Result result = runner.run(new CiFile(hidden, jobs("GitLab makes, Jenkins tests", 0)).job("publish"));
        assertThat(result.printed(), result.exitCode(), is(0));
        assertThat(names("app", "4711"), is(List.of("SHA256SUMS", "bin%2Fapp", "readme")));
    }

    @Test
    public void aPackageIsReleased() throws Exception {
        runner.gitlab.addFile(Runner.PROJECT, "app", "1.4.2", "app.zip", new byte[1]);
        runner.gitlab.releases().tag(Runner.PROJECT, "v1.4.2");
        runner.variables.put("CI_COMMIT_TAG", "v1.4.2");
        runner.write("CHANGES.md", "What is new");
        String job = Document.of("docs/release.md").code("In a GitLab job", "yaml").get(0);
        for (int i = 0; i < 2; i++) {
            Result result = runner.run(new CiFile(hidden, job).job("release"));
            assertThat(result.printed(), result.exitCode(), is(0));
        }
        var release = runner.gitlab.releases().release(Runner.PROJECT, "v1.4.2");
        assertThat(release.description(), is("What is new"));
        assertThat(release.links().size(), is(1));
    }

    private CiFile.Job versions() {
        return new CiFile(hidden, jobs("The client in a GitLab job", 1)).job("versions");
    }

    private String jobs(String heading, int index) {
        return page.code(heading, "yaml").get(index);
    }
}
