package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.BeforeClass;
import org.junit.Test;

public class StepParametersTest extends JenkinsTest {
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @BeforeClass
    public static void credentials() throws Exception {
        TestCredentials.addDefault();
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("deploy", "gldt-stand-in"));
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("job", "glcbt-stand-in"));
    }

    @Test
    public void fileHasAnyNameInThePackage() throws Exception {
        upload("file: 'a.txt', fileName: 'release_notes/b.txt'");
        assertThat(registry.names(), contains("release_notes%2Fb.txt"));
        WorkflowRun build = run("""
                %s
                echo readFile('x/c.txt')
                """.formatted(registry.download("fileName: 'release_notes/b.txt', file: 'x/c.txt'")));
        j.assertLogContains("hello", build);
    }

    @Test
    public void patternsSelectFiles() throws Exception {
        run("""
                ['a.txt', 'b.log', 'sub/c.txt', 'sub/d.tmp'].each { writeFile file: "out/${it}", text: it }
                %s
                """.formatted(registry.upload("dir: 'out', includes: '**/*.txt,*.log', excludes: 'a.*', path: 'v'")));
        assertThat(registry.names(), containsInAnyOrder("v%2Fb.log", "v%2Fsub%2Fc.txt"));

        WorkflowRun build =
                run("""
                %s
                echo "found ${fileExists 'in/sub/c.txt'} ${fileExists 'in/b.log'}"
                """.formatted(registry.download("dir: 'in', includes: '**', excludes: '*.log', path: 'v'")));
        j.assertLogContains("found true false", build);
    }

    @Test
    public void filesLoseTheirFoldersIfThatIsWanted() throws Exception {
        run("""
                ['a', 'b'].each { writeFile file: "out/${it}/${it}.txt", text: it }
                %s
                %s
                assert readFile('in/a.txt') + readFile('in/b.txt') == 'ab'
                """.formatted(
                        registry.upload("dir: 'out', includes: '**/a.txt,b/*', path: 'v', flatten: true"),
                        registry.download("dir: 'in', flatten: true")));
        assertThat(registry.names(), containsInAnyOrder("v%2Fa.txt", "v%2Fb.txt"));
    }

    @Test
    public void emptyIsAnErrorUnlessAllowed() throws Exception {
        WorkflowRun build = fail(registry.upload("includes: 'none/**'"));
        j.assertLogContains("none/**", build);
        run("def files = " + registry.upload("includes: 'none/**', allowEmpty: true") + "\nassert files.isEmpty()");
        registry.add("a.txt", "hello");
        fail(registry.download("includes: '*.zip'"));
        run("def files = " + registry.download("includes: '*.zip', allowEmpty: true") + "\nassert files == []");
    }

    @Test
    public void foldersGoThroughAnArchive() throws Exception {
        run("writeFile file: 'out/top/b.txt', text: 'b'\n"
                + registry.upload("dir: 'out', archive: 'app.tar.gz', includes: null"));
        assertThat(registry.names(), contains("app.tar.gz"));
        WorkflowRun build = run("""
                def files = %s
                assert files*.fileName == ['app.tar.gz'] && files*.path == ['in']
                assert readFile('in/b.txt') == 'b' && !fileExists('in/app.tar.gz')
                """.formatted(registry.download("dir: 'in', unpack: true, stripComponents: '1'")));
        j.assertLogContains("Unpacked app.tar.gz: 1 entry, 1 B", build);
        run(registry.download("dir: 'as it is', unpack: null, stripComponents: null")
                + "\nassert fileExists('as it is/app.tar.gz')");
    }

    @Test
    public void defaultExcludesCanBeSwitchedOff() throws Exception {
        String files = "writeFile file: '.gitignore', text: ''\nwriteFile file: 'b.txt', text: ''\n";
        j.assertLogContains(
                "Ant's default excludes leave out 1 file, such as .gitignore",
                run(files + registry.upload("includes: '**', excludes: 'a.txt'")));
        assertThat(registry.names(), contains("b.txt"));
        run(files + registry.upload("includes: '**', excludes: 'a.txt', defaultExcludes: false"));
        assertThat(registry.names(), containsInAnyOrder("b.txt", ".gitignore"));
        run(registry.download("includes: '*', dir: 'in', defaultExcludes: false")
                + "\nassert fileExists('in/.gitignore')");
    }

    @Test
    public void identicalFileIsSkippedByDefault() throws Exception {
        upload("file: 'a.txt'");
        j.assertLogContains("Skipped a.txt: identical", upload("file: 'a.txt'"));
        assertThat(registry.names(), contains("a.txt"));
        assertThat(registry.requests().count(Route.UPLOAD), is(1));
        j.assertLogContains(
                "Skipped a.txt: identical",
                run("2.times { " + registry.download("file: 'b.txt', fileName: 'a.txt'") + " }"));
    }

    @Test
    public void existingFileIsAddedReplacedOrRefused() throws Exception {
        registry.add("a.txt", "old");
        upload("file: 'a.txt', ifExists: 'ADD'");
        upload("file: 'a.txt', ifExists: 'ADD'");
        assertThat(registry.names(), contains("a.txt", "a.txt", "a.txt"));
        upload("file: 'a.txt', ifExists: 'REPLACE'");
        assertThat(registry.names(), contains("a.txt"));
        assertThat(registry.content(0), is("hello"));
        WorkflowRun build = fail(registry.upload("file: 'a.txt', ifExists: 'FAIL'"));
        j.assertLogContains("a.txt", build);
        assertThat(registry.names(), contains("a.txt"));
    }

    @Test
    public void packageCanBeHidden() throws Exception {
        upload("file: 'a.txt', hidden: true");
        assertThat(registry.requests().of(Route.UPLOAD).get(0).target(), containsString("status=hidden"));
    }

    @Test
    public void digestCanBePinned() throws Exception {
        registry.add("a.txt", "hello");
        run(registry.download("file: 'a.txt', sha256: '" + HELLO.toUpperCase(Locale.ROOT) + "'"));
        WorkflowRun build =
                fail(registry.download("file: 'b.txt', fileName: 'a.txt', sha256: '" + HELLO.replace('2', '3') + "'"));
        j.assertLogContains(HELLO, build);
        j.assertLogContains(HELLO.replace('2', '3'), build);
    }

    @Test
    public void kindOfTokenGoesByPrefixOrParameter() throws Exception {
        registry.add("a.txt", "hello");
        run(registry.download("file: 'a.txt', credentialsId: 'deploy'"));
        run(registry.download("file: 'b.txt', fileName: 'a.txt', credentialsId: 'job'"));
        run(registry.download("file: 'c.txt', fileName: 'a.txt', tokenType: 'PRIVATE'"));
        WorkflowRun build = fail(registry.download("file: 'd.txt', fileName: 'a.txt', tokenType: 'DEPLOY'"));
        j.assertLogContains("status 401", build);
        j.assertLogContains("Sent with credentials 'gitlab' of the step, as a deploy token", build);
    }

    @Test
    public void numberOfTransfersAtATimeIsLimited() throws Exception {
        run("""
                12.times { writeFile file: "out/${it}.txt", text: "${it}" }
                %s
                """.formatted(registry.upload("includes: 'out/**', parallel: 2")));
        assertThat(registry.names().size(), is(12));
        assertThat(registry.get().maxConcurrentUploads() <= 2, is(true));
    }

    @Test
    public void nullIsTheDefault() throws Exception {
        run(registry.upload(
                "file: 'a.txt', includes: null, hidden: null, allowEmpty: null, defaultExcludes: null, parallel: null"
                        + ", retries: null, ifExists: null, tokenType: null, verify: null, fingerprint: null"));
        assertThat(registry.names(), contains("a.txt"));
    }

    @Test
    public void whatCanOnlyMeanOneThingIsTaken() throws Exception {
        run(registry.upload("packageVersion: currentBuild.number, parallel: '2', allowEmpty: 'false',"
                + " includes: ['*.txt', 'none/**'], excludes: []"));
        run(registry.upload("packageVersion: 1.10, file: 'a.txt'"));
        assertThat(
                registry.requests().of(Route.UPLOAD).stream()
                        .map(each -> each.target().replaceFirst(".*/generic/([^?]*).*", "$1"))
                        .toList(),
                contains("app/1/a.txt", "app/1.10/a.txt"));
        j.assertLogContains("/projects/8/", fail(registry.download("projectId: 8, file: 'a.txt'")));
    }

    @Test
    public void typingErrorsAreRefusedInOneLine() throws Exception {
        refused(
                "ERROR: ifExists must be one of SKIP_IDENTICAL, ADD, REPLACE, FAIL, written so",
                registry.upload("ifExists: 'skip'"));
        refused("ERROR: tokenType must be one of AUTO, PRIVATE, DEPLOY, JOB", registry.upload("tokenType: 'deploy'"));
        refused("ERROR: verify must be one of IF_TOLD, REQUIRED", registry.download("verify: true"));
        refused("ERROR: projectId takes a text, but got a list", registry.upload("projectId: ['a']"));
        refused(
                "ERROR: includes takes a text or a list of texts, but got a map",
                registry.upload("includes: [a: 'b']"));
        refused("ERROR: parallel takes a whole number", registry.upload("parallel: 'many'"));
        refused("ERROR: parallel takes a whole number", registry.upload("parallel: 1.5"));
        refused("ERROR: hidden must be true or false", registry.upload("hidden: 'yes'"));
        refused("ERROR: There is no parameter 'include'. Known are allowEmpty, ", registry.upload("include: '**'"));
        assertThat(registry.requests().all(), empty());
    }

    @Test
    public void listOfWhatNoStepReturnedIsRefusedInOneLine() throws Exception {
        String wanted =
                "ERROR: files takes what an upload or a download returned, or several of these added (one + other), but got ";
        refused(wanted + "a String", release("'a.zip'"));
        refused(wanted + "a list with a String", release("['a.zip']"));
        refused(wanted + "a list with null", release("[null]"));
        String uploads = "def files = " + registry.upload("file: 'a.txt'") + "\n";
        refused(wanted + "a list with a list", uploads + release("[files, files]"));
        assertThat(registry.requests().count(Route.UPLOAD), is(1));
    }

    private static String release(String files) {
        return "gitlabGenericRelease(tagName: 'v1', projectId: '7', files: " + files + ")";
    }

    @Test
    public void tokenAtTheWrongPlaceIsNotRepeated() throws Exception {
        WorkflowRun build = fail(registry.upload("tokenType: 'glpat-' + 'misplaced'"));
        j.assertLogNotContains("glpat-misplaced", build);
    }

    @Test
    public void wrongParametersFailBeforeAnythingIsSent() throws Exception {
        refused("'file' or 'includes'", registry.upload("file: 'a.txt', includes: '**'"));
        refused("either 'file' or 'includes'", registry.upload(""));
        refused("'fileName'", registry.upload("fileName: 'a.txt'"));
        refused("'excludes'", registry.upload("file: 'a.txt', excludes: 'b'"));
        refused("parallel must be from 0 to 32", registry.upload("file: 'a.txt', parallel: 33"));
        refused("Give either 'archive' or 'file', not both", registry.upload("file: 'a.txt', archive: 'a.zip'"));
        refused("'archive' 'a.rar' must end with", registry.upload("archive: 'a.rar'"));
        refused("'unpack' leaves no archive that 'file' could name", registry.download("file: 'a.zip', unpack: true"));
        refused("'stripComponents' goes with 'unpack'", registry.download("stripComponents: 1"));
        refused("ERROR: unpack must be true or false", registry.download("unpack: 'yes'"));
        refused("ERROR: stripComponents takes a whole number", registry.download("stripComponents: 'all'"));
        refused("retries must be from 0", registry.upload("file: 'a.txt', retries: -1"));
        refused("'sha256'", registry.download("file: 'a.txt', sha256: 'abc'"));
        refused("'sha256'", registry.download("sha256: '" + HELLO + "'"));
        refused("projectId 'app' is neither", registry.download("projectId: 'app'"));
        refused("gitlabUrl", registry.download("gitlabUrl: 'ftp://x'"));
        refused("packageName", registry.download("packageName: ''"));
        refused("packageVersion", registry.upload("file: 'a.txt', packageVersion: ''"));
        assertThat(registry.requests().all(), empty());
    }

    private void refused(String message, String step) throws Exception {
        j.assertLogContains(message, fail(step));
    }

    private WorkflowRun upload(String parameters) throws Exception {
        return run(registry.upload(parameters));
    }

    private WorkflowRun run(String steps) throws Exception {
        return Pipelines.run(j, "node { writeFile file: 'a.txt', text: 'hello'\n" + steps + " }");
    }

    private WorkflowRun fail(String steps) throws Exception {
        WorkflowRun build =
                Pipelines.run(j, Result.FAILURE, "node { writeFile file: 'a.txt', text: 'hello'\n" + steps + " }");
        j.assertLogNotContains("\tat ", build);
        return build;
    }
}
