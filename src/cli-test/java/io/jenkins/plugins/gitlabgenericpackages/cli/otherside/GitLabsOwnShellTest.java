package io.jenkins.plugins.gitlabgenericpackages.cli.otherside;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.cli.otherside.Runner.Result;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/**
 * What GitLab's own documentation of generic packages tells people to call
 * (doc/user/packages/generic_packages/_index.md, and with wget in earlier versions of it), in a job of GitLab CI.
 */
public class GitLabsOwnShellTest {
    private static final String FILE =
            "\"${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/packages/generic/my_package/1.0.0/";

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Runner runner = new Runner();

    @Before
    public void makeFiles() throws Exception {
        runner.write("path/to/file.txt", "made here");
        runner.gitlab.addFile(
                Runner.PROJECT, "my_package", "1.0.0", "theirs.txt", "made there".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    public void uploads() throws Exception {
        String file = " --upload-file path/to/file.txt " + FILE + "file.txt\"";
        assertThat(printed("curl --location --header \"JOB-TOKEN: ${CI_JOB_TOKEN}\"" + file), is("201 Created"));
        assertThat(printed("curl --location --user \"gitlab-ci-token:${CI_JOB_TOKEN}\"" + file), is("201 Created"));
        assertThat(runner.gitlab.files(Runner.PROJECT, "my_package", "1.0.0").size(), is(3));
    }

    @Test
    public void downloads() throws Exception {
        printed("curl --header \"JOB-TOKEN: ${CI_JOB_TOKEN}\" --location --output file.txt " + FILE + "theirs.txt\"");
        assertThat(runner.read("file.txt"), is("made there"));
        printed("wget --header=\"JOB-TOKEN: $CI_JOB_TOKEN\" " + FILE + "theirs.txt\"");
        assertThat(runner.read("theirs.txt"), is("made there"));
    }

    /** Why the plugin's documentation has a login in place of it. */
    @Test
    public void aHeaderGoesOnToTheStorage() throws Exception {
        runner.gitlab.options().directDownload(true);
        String call = "curl --header \"JOB-TOKEN: ${CI_JOB_TOKEN}\" --location --output file.txt ";
        runner.run("sh", call + FILE + "theirs.txt\"");
        assertTrue(runner.gitlab.requests().of(Route.STORAGE).get(0).hasCredentials());
    }

    @Test
    public void comparesTheChecksumOfTheHeader() throws Exception {
        Result result = runner.run(
                "sh",
                "curl --header \"JOB-TOKEN: ${CI_JOB_TOKEN}\" --location --output file.txt --dump-header headers.txt "
                        + FILE + "theirs.txt\"\n"
                        + "EXPECTED=$(grep \"X-Checksum-SHA256:\" headers.txt | cut -d' ' -f2 | tr -d '\\r')\n"
                        + "[ \"$EXPECTED\" = \"$(sha256sum file.txt | cut -d' ' -f1)\" ]");
        assertThat(result.printed(), result.exitCode(), is(0));
    }

    /** Returns the message of GitLab in what the script printed. */
    private String printed(String script) throws Exception {
        Result result = runner.run("sh", script);
        assertThat(result.printed(), result.exitCode(), is(0));
        return result.printed().replaceFirst("(?s).*\"message\":\"([^\"]*)\".*", "$1");
    }
}
