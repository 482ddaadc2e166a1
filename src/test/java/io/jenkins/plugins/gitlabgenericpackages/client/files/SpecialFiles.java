package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.junit.Assume.assumeNoException;
import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes what is no regular file; a test is left out where the system has no such thing. */
public final class SpecialFiles {
    private SpecialFiles() {}

    public static Path pipe(Path path) throws InterruptedException {
        try {
            assumeTrue(new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0);
        } catch (IOException e) {
            assumeNoException("This system makes no named pipes", e);
        }
        return path;
    }

    /** Makes a file of many bytes that takes no room. Returns false where the system makes none. */
    public static boolean hole(Path path, long size) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
            return Files.getFileStore(path).getUsableSpace() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** On Windows, everybody may make one. */
    public static void junction(Path junction, Path folder) throws Exception {
        assumeTrue("Only Windows has junctions", File.separatorChar == '\\');
        Process made = new ProcessBuilder("cmd", "/c", "mklink", "/J", junction.toString(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeTrue("This system makes no junctions", made.waitFor() == 0);
    }

    public static void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (UnsupportedOperationException | IOException e) {
            assumeNoException("This system makes no symbolic links", e);
        }
    }
}
