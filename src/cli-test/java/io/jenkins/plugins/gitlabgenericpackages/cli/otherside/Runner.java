package io.jenkins.plugins.gitlabgenericpackages.cli.otherside;

import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** Runs scripts as GitLab's runner does, in a folder of their own, with a stand-in registry in GitLab's place. */
final class Runner extends ExternalResource {
    static final long PROJECT = Project.DEFAULT.id();

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

    private final TemporaryFolder folder = new TemporaryFolder();
    final Map<String, String> variables = new HashMap<>();
    StandInRegistry gitlab;

    /** What a script came to; what it printed on both channels. */
    record Result(int exitCode, String printed) {}

    @Override
    protected void before() throws IOException {
        assumeTrue("a POSIX shell", File.separatorChar == '/');
        folder.create();
        Files.createDirectory(directory());
        gitlab = StandInRegistry.start(folder().resolve("gitlab"));
        variables.put("CI_API_V4_URL", gitlab.url() + "/api/v4");
        variables.put("CI_PROJECT_ID", Long.toString(PROJECT));
        variables.put("CI_JOB_TOKEN", AcceptedToken.JOB.value());
        for (String tool : List.of("curl", "wget", "sha256sum")) {
            assumeTrue(tool + " is not installed", run("sh", "command -v " + tool).exitCode() == 0);
        }
    }

    @Override
    protected void after() {
        try {
            if (gitlab != null) {
                gitlab.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            folder.delete();
        }
    }

    Path folder() {
        return folder.getRoot().toPath();
    }

    /** Returns the folder that scripts run in. */
    Path directory() {
        return folder().resolve("project");
    }

    Path write(String name, String content) throws IOException {
        Path file = directory().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    String read(String name) throws IOException {
        return Files.readString(directory().resolve(name));
    }

    Result run(CiFile.Job job) throws IOException {
        Map<String, String> all = new HashMap<>(job.variables());
        // The project's variables go before those of the file.
        all.putAll(variables);
        return run(all, "sh", job.script());
    }

    Result run(String shell, String script) throws IOException {
        return run(variables, shell, script);
    }

    private Result run(Map<String, String> all, String shell, String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of((shell + " -e").split(" ")))
                .directory(directory().toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        String path = Path.of(System.getProperty("java.home"), "bin") + ":" + environment.get("PATH");
        environment.clear();
        environment.put("HOME", folder.getRoot().getPath());
        environment.put("PATH", path);
        all.keySet().forEach(name -> environment.put(name, expanded(name, all)));
        Process process = builder.start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(script + "\n");
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.onExit().join().exitValue(), printed);
    }

    /** Returns a variable's value with the variables in it, as the runner hands it over. */
    private static String expanded(String name, Map<String, String> all) {
        return VARIABLE.matcher(all.getOrDefault(name, ""))
                .replaceAll(found -> Matcher.quoteReplacement(expanded(found.group(1), all)));
    }
}
