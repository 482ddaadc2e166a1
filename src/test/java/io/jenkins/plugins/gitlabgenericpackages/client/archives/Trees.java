package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Trees of files, as the tests compare them. */
final class Trees {
    private Trees() {}

    /** Returns of each name below a folder what is there: content, mode, time in seconds, target. */
    static Map<String, String> describe(Path root) throws IOException {
        Map<String, String> described = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : (Iterable<Path>) all.filter(path -> !path.equals(root))::iterator) {
                described.put(root.relativize(path).toString().replace('\\', '/'), describeOne(path));
            }
        }
        return described;
    }

    private static String describeOne(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "-> " + Files.readSymbolicLink(path).toString().replace('\\', '/');
        }
        String content = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                ? "folder"
                : Files.size(path) + " bytes, " + Arrays.hashCode(Files.readAllBytes(path));
        String mode = hasModes(path) ? PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) : "";
        return content + " " + mode + " " + Files.getLastModifiedTime(path).to(TimeUnit.SECONDS);
    }

    static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    static List<ArchiveEntry> all(Path dir) throws IOException, InterruptedException {
        return ArchiveEntries.find(dir, selection("**", ""), line -> {});
    }

    static FileSelection selection(String includes, String excludes) {
        return new FileSelection("", "", includes, excludes, "", "", false, true);
    }
}
