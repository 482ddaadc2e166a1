package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import io.jenkins.plugins.gitlabgenericpackages.standin.RegistryBuilder;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** Runs commands in this process against a stand-in registry, and keeps what they print. */
public final class Commands extends ExternalResource {
    static final String TOKEN = "glpat-stand-in";
    static final long PROJECT = 7;

    private final TemporaryFolder folder = new TemporaryFolder();
    final Map<String, String> environment = new HashMap<>();
    final List<String> printed = new ArrayList<>();
    StandInRegistry registry;
    boolean terminal;

    /** What a command came to. */
    record Result(int exitCode, String out, String err) {}

    @Override
    protected void before() throws IOException {
        folder.create();
        registry = StandInRegistry.start(folder.newFolder("registry").toPath());
        Files.createDirectory(directory());
        environment.put("GITLAB_TOKEN", TOKEN);
    }

    @Override
    protected void after() {
        try {
            registry.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            folder.delete();
        }
    }

    /** Puts another registry in the place of the default one. */
    void use(RegistryBuilder builder) throws IOException {
        registry.close();
        registry = builder.start();
    }

    RegistryBuilder anotherRegistry() throws IOException {
        return StandInRegistry.builder(folder.newFolder().toPath());
    }

    /** Returns the folder that commands are started in. */
    Path directory() {
        return folder.getRoot().toPath().resolve("work");
    }

    Path write(String name, String content) throws IOException {
        Path file = directory().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** Runs a command that needs no registry, or says itself which. */
    Result plain(String... args) {
        return result(Main::run, args);
    }

    private interface Program {
        int run(Shell shell, String... args);
    }

    private Result result(Program program, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(Map.copyOf(environment), directory(), print(out), print(err), terminal);
        int exitCode = program.run(shell, args);
        Result result =
                new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        printed.add(result.out());
        printed.add(result.err());
        return result;
    }

    /** Runs a command on package {@code app} of the registry's project. */
    Result run(String command, String... args) {
        return result(Main::run, onPackage(command, args));
    }

    /** Runs it as {@code java.exe} does. */
    Result onWindows(String command, String... args) {
        return result(Main::runExpanded, onPackage(command, args));
    }

    private String[] onPackage(String command, String... args) {
        return Stream.concat(
                        Stream.of(
                                command,
                                "--gitlab-url=" + registry.url(),
                                "--project-id=group/sub/app",
                                "--package-name=app",
                                "--retries=0"),
                        Stream.of(args))
                .toArray(String[]::new);
    }

    /** Returns the last line that is no continuation, without the program's name. */
    static String failure(Result result) {
        String line = result.err().lines().reduce("", (a, b) -> b.startsWith(Main.NAME) ? b : a);
        return line.isEmpty() ? line : line.substring(Main.NAME.length() + 2);
    }

    private static PrintStream print(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}
