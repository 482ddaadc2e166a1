package io.jenkins.plugins.gitlabgenericpackages.shell;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a command was started from and talks to. Tests start commands from another one than the process's own.
 *
 * @param directory the folder that relative paths start from, absolute
 * @param terminal whether a person watches {@code err}
 */
public record Shell(
        Map<String, String> environment, Path directory, PrintStream out, PrintStream err, boolean terminal) {

    public static final boolean WINDOWS = File.separatorChar == '\\';

    public static Shell current() {
        Map<String, String> environment = WINDOWS ? inAnyCase(System.getenv()) : System.getenv();
        return new Shell(
                environment, Path.of("").toAbsolutePath(), System.out, System.err, Terminal.isWatched(environment));
    }

    /** Returns the variables as programs of Windows see them, {@code curl} for one: {@code Path} is {@code PATH}. */
    static Map<String, String> inAnyCase(Map<String, String> environment) {
        Map<String, String> inAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        inAnyCase.putAll(environment);
        return inAnyCase;
    }

    /** Returns the value of a variable; one that is empty counts as not set. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    public void message(String text) {
        err.println(Printable.text(text));
    }

    /** @throws IOException if standard output does not take it, a full disk behind it for one */
    public void print(String text) throws IOException {
        out.println(text);
        if (out.checkError()) {
            throw new IOException("The result could not be written to standard output");
        }
    }
}
