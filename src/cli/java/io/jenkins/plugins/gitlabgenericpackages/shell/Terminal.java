package io.jenkins.plugins.gitlabgenericpackages.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds out whether a person watches standard error, so that a line may be written over and over. */
final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    static boolean isWatched(Map<String, String> environment) {
        if ("dumb".equals(environment.get("TERM"))) {
            return false;
        }
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            // Java does not tell about standard error alone; from Java 22 on it has to be asked to tell the truth.
            System.setProperty("jdk.console", "java.base");
            return System.console() != null;
        }
    }
}
