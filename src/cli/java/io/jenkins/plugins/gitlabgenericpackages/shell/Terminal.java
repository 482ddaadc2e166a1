package io.jenkins.plugins.gitlabgenericpackages.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
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
            // Java tells only whether standard input and output are a console; from Java 22 on it has to be asked to.
            System.setProperty("jdk.console", "java.base");
            boolean isConsole = System.console() != null;
            return isConsole && !(Shell.WINDOWS && isRedirected(new FileOutputStream(FileDescriptor.err)));
        }
    }

    /** On Windows, a file and a pipe have a size, and a console has none. */
    static boolean isRedirected(FileOutputStream stream) {
        try {
            stream.getChannel().size();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
