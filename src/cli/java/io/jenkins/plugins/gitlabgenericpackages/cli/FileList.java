package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.shell.Printable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The files of a package version by name, and of one name the newest last: that is the one a download gets. */
final class FileList {
    private final List<RemoteFile> files;
    private final Map<String, Long> newest = new HashMap<>();

    private FileList(List<RemoteFile> files) {
        this.files = files;
        files.forEach(file -> newest.put(file.name().value(), file.id()));
    }

    static FileList of(List<RemoteFile> files) {
        return new FileList(files.stream()
                .sorted(Comparator.comparing((RemoteFile file) -> file.name().value())
                        .thenComparingLong(RemoteFile::id))
                .toList());
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    String lines() {
        int width = files.stream().mapToInt(file -> size(file).length()).max().orElse(0);
        return files.stream()
                .map(file -> line(file, width))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private String line(RemoteFile file, int width) {
        String size = " ".repeat(width - size(file).length()) + size(file);
        return Printable.line(size + "  " + (file.sha256().isEmpty() ? "-".repeat(64) : file.sha256()) + "  "
                + file.createdAt() + "  " + file.name() + (isNewest(file) ? "" : "  (older)"));
    }

    private static String size(RemoteFile file) {
        return file.size() < 0 ? "-" : Long.toString(file.size());
    }

    private boolean isNewest(RemoteFile file) {
        return newest.get(file.name().value()) == file.id();
    }

    String json() {
        return JsonLines.array(files, (object, file) -> object.key("fileName")
                .value(file.name().value())
                .key("size")
                .value(file.size() < 0 ? null : file.size())
                .key("sha256")
                .value(file.sha256())
                .key("createdAt")
                .value(file.createdAt())
                .key("newest")
                .value(isNewest(file)));
    }
}
