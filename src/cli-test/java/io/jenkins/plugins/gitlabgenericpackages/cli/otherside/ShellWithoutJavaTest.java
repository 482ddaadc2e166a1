package io.jenkins.plugins.gitlabgenericpackages.cli.otherside;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.cli.otherside.Runner.Result;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** The shell functions of {@code docs/other-side.md}, in each shell that is there. */
@RunWith(Parameterized.class)
public class ShellWithoutJavaTest {
    private static final String CONTENT = "what was made";

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Runner runner = new Runner();

    private final String shell;
    private String functions;
    private String calls;
    private String wholePackage;

    public ShellWithoutJavaTest(String shell) {
        this.shell = shell;
    }

    @Parameters(name = "{0}")
    public static List<String> shells() {
        return List.of("sh", "dash", "bash --posix", "busybox sh");
    }

    @Before
    public void read() throws Exception {
        assumeTrue(runner.run("sh", "command -v " + shell.split(" ")[0]).exitCode() == 0);
        List<String> code = Document.of("docs/other-side.md").code("Without Java", "sh");
        functions = code.get(0);
        calls = code.get(1);
        wholePackage = code.get(2);
        runner.variables.put("APP_VERSION", "1.4");
    }

    @Test
    public void bothWaysAsPrinted() throws Exception {
        store("app.zip");
        runner.write("out/report.zip", "report");
        Result result = run(calls);
        assertThat(result.printed(), result.exitCode(), is(0));
        assertThat(result.printed(), is(""));
        assertThat(runner.read("app.zip"), is(CONTENT));
        assertThat(runner.gitlab.files(Runner.PROJECT, "report", "1.4").get(0).fileName(), is("report.zip"));
        assertNothingElse();
    }

    @Test
    public void aChangedFileFails() throws Exception {
        store("app.zip");
        runner.gitlab.faults().add(Fault.corrupt(3).on(Route.DOWNLOAD));
        Result result = run("package_get app 1.4 app.zip");
        assertThat(result.printed(), result.exitCode(), is(1));
        assertThat(result.printed(), containsString("app.zip: not the file that was expected"));
        assertFalse(Files.exists(runner.directory().resolve("app.zip")));
        assertNothingElse();

        runner.write("report.zip", "report");
        runner.gitlab.faults().add(Fault.corrupt(3).on(Route.UPLOAD));
        Result sent = run("package_put report 1.4 report.zip");
        assertThat(sent.printed(), sent.exitCode(), is(1));
        assertThat(sent.printed(), containsString("report.zip: GitLab does not confirm what was sent"));
    }

    @Test
    public void whatIsMissingOrForbiddenFails() throws Exception {
        assertThat(run("package_get app 1.4 app.zip").exitCode(), is(1));
        runner.write("report.zip", "report");
        runner.variables.put("CI_JOB_TOKEN", "wrong");
        assertThat(run("package_put report 1.4 report.zip").exitCode(), is(1));
        assertThat(run("package_put report 1.4 missing.zip").exitCode(), is(1));
    }

    @Test
    public void withoutADigestOfGitLabItSaysSoOrTakesYours() throws Exception {
        store("a+b_1~rc.zip");
        runner.gitlab.options().older();
        Result result = run("package_get app 1.4 a+b_1~rc.zip");
        assertThat(result.printed(), result.exitCode(), is(0));
        assertThat(result.printed(), containsString("not verified, since GitLab tells no SHA-256"));
        String sha256 = runner.gitlab.files(Runner.PROJECT, "app", "1.4").get(0).sha256();
        assertThat(run("package_get app 1.4 a+b_1~rc.zip " + sha256).printed(), is(""));
        Result wrong = run("package_get app 1.4 a+b_1~rc.zip " + "0".repeat(64));
        assertThat(wrong.printed(), wrong.exitCode(), is(1));
    }

    @Test
    public void theStorageGetsNoLoginAndIsNotBelieved() throws Exception {
        store("sub%2Fapp.zip");
        runner.gitlab.options().directDownload(true);
        Result result = run("package_get app 1.4 sub/app.zip");
        assertThat(result.printed(), result.exitCode(), is(0));
        assertThat(result.printed(), containsString("not verified"));
        assertThat(runner.read("sub/app.zip"), is(CONTENT));
        assertFalse(runner.gitlab.requests().of(Route.STORAGE).get(0).hasCredentials());
    }

    @Test
    public void aChecksumFileBringsTheWholePackage() throws Exception {
        store("app.zip");
        store("doc%2Fapp.txt");
        String sum = runner.gitlab.files(Runner.PROJECT, "app", "1.4").get(0).sha256();
        String list = sum + "  app.zip\n" + sum + "  doc/app.txt\n";
        runner.gitlab.addFile(Runner.PROJECT, "app", "1.4", "SHA256SUMS", list.getBytes(StandardCharsets.UTF_8));
        runner.gitlab.options().older();
        Result result = run(wholePackage + "\nsha256sum -c SHA256SUMS");
        assertThat(result.printed(), result.exitCode(), is(0));
        assertThat(result.printed(), containsString("doc/app.txt: OK"));
        runner.gitlab.faults().add(Fault.corrupt(3).on(Route.DOWNLOAD).matching("doc/app.txt"));
        Result damaged = run(wholePackage);
        assertThat(damaged.printed(), damaged.exitCode(), is(1));
        assertThat(damaged.printed(), containsString("doc/app.txt: not the file that was expected"));
    }

    @Test
    public void aBusyGitLabIsAskedAgain() throws Exception {
        store("app.zip");
        runner.gitlab.faults().add(Fault.status(503).header("Retry-After", "1").on(Route.DOWNLOAD));
        Result result = run("package_get app 1.4 app.zip");
        assertThat(result.printed(), result.exitCode(), is(0));
        assertFalse(result.printed(), result.printed().contains("not verified"));
        assertTrue(runner.gitlab.requests().count(Route.DOWNLOAD) == 2);
    }

    private void store(String name) {
        runner.gitlab.addFile(Runner.PROJECT, "app", "1.4", name, CONTENT.getBytes(StandardCharsets.UTF_8));
    }

    private Result run(String call) throws Exception {
        return runner.run(shell, functions + call);
    }

    private void assertNothingElse() throws Exception {
        Result listed = runner.run("sh", "find . -name '*.part' -o -name '*.head'");
        assertThat(listed.printed(), is(""));
    }
}
