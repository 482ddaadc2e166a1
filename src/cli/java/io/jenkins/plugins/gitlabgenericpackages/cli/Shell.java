package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.model.InvalidRequestException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command was started from and talks to. Tests start commands from another one than the process's own.
 *
 * @param directory the folder that relative paths start from, absolute
 * @param terminal whether a person watches {@code err}
 */
record Shell(Map<String, String> environment, Path directory, PrintStream out, PrintStream err, boolean terminal) {

    static Shell current() {
        Map<String, String> environment = System.getenv();
        return new Shell(
                environment, Path.of("").toAbsolutePath(), System.out, System.err, Terminal.isWatched(environment));
    }

    /** Returns the value of a variable; one that is empty counts as not set. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    void message(String text) {
        err.println(Printable.text(text));
    }

    /**
     * Reads a small text file.
     *
     * @param origin the option or variable that names the file
     * @throws InvalidRequestException if it cannot be read
     */
    String read(String file, String origin) {
        Path path = directory.resolve(file);
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new InvalidRequestException(origin + ": there is no file " + path);
        } catch (IOException e) {
            // The reason is not repeated: for a file that is no text it could quote what is in it.
            throw new InvalidRequestException(origin + ": the file " + path + " cannot be read");
        }
    }
}
