package io.jenkins.plugins.gitlabgenericpackages.cli.otherside;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.cli.otherside.Runner.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.yaml.snakeyaml.Yaml;

/** What the workflows do after a release was made, as far as it can be run without GitHub. */
public class ReleaseWorkflowTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Runner runner = new Runner();

    @Test
    public void theJarIsAttachedWithItsDigest() throws Exception {
        runner.write("gitlab-generic-packages.jar", "a jar");
        runner.variables.put("TAG", "12.v0");
        Result result = runner.run("sh", "gh() { echo gh \"$@\"; }\n" + step("Attach").get("run"));
        assertThat(
                result.printed(),
                is("gh release upload 12.v0 gitlab-generic-packages.jar gitlab-generic-packages.jar.sha256\n"));
        Result check = runner.run("sh", "sha256sum -c gitlab-generic-packages.jar.sha256");
        assertThat(check.printed(), is("gitlab-generic-packages.jar: OK\n"));
        assertTrue(String.valueOf(step("Build").get("run")).contains("-f client.pom.xml"));
    }

    @Test
    public void onlyAReleaseWithoutAJarIsToBeDone() throws Exception {
        assumeTrue(runner.run("sh", "command -v git").exitCode() == 0);
        String find = "gh() { cat ../assets; }\n" + step("Find the release").get("run");
        runner.write("../assets", "gitlab-generic-packages.hpi\n");
        runner.variables.put("GITHUB_OUTPUT", runner.directory().resolve("output").toString());
        String commit = "git init -q && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m a\n";
        assertThat(runner.run("sh", commit + find).printed(), is(""));
        assertThat(runner.read("output"), is("tag=\n"));
        assertThat(runner.run("sh", "git tag 12.v0\n" + find).printed(), is(""));
        runner.write("../assets", "gitlab-generic-packages.jar\n");
        assertThat(runner.run("sh", find).printed(), is(""));
        assertThat(runner.read("output"), is("tag=\ntag=12.v0\ntag=\n"));
    }

    @Test
    public void everyReleaseOfJenkinsGetsIt() throws Exception {
        Map<?, ?> jobs = (Map<?, ?>) load("cd.yaml").get("jobs");
        Map<?, ?> job = (Map<?, ?>) jobs.get("command-line");
        assertThat(job.get("needs"), is("maven-cd"));
        assertThat(job.get("uses"), is("./.github/workflows/command-line.yml"));
    }

    private static Map<?, ?> step(String name) throws Exception {
        Map<?, ?> jobs = (Map<?, ?>) load("command-line.yml").get("jobs");
        List<?> steps = (List<?>) ((Map<?, ?>) jobs.get("attach")).get("steps");
        return steps.stream()
                .map(step -> (Map<?, ?>) step)
                .filter(step -> name.equals(step.get("name")))
                .findFirst()
                .orElseThrow();
    }

    private static Map<?, ?> load(String workflow) throws Exception {
        return new Yaml().load(Files.readString(Path.of(".github/workflows", workflow)));
    }
}
