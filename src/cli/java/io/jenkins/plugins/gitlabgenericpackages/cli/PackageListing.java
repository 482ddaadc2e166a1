package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.shell.Printable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The files of a package version by name, and of one name the newest last: that is the one a download gets. */
final class PackageListing {
    private final List<RemoteFile> files;
    private final Map<String, Long> newest = new HashMap<>();

    private PackageListing(List<RemoteFile> files) {
        this.files = files;
        files.forEach(file -> newest.put(file.name().value(), file.id()));
    }

    static PackageListing of(List<RemoteFile> files) {
        return new PackageListing(files.stream()
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
        return Printable.line(size + "  " + file.content().sha256().map(Sha256::hex).orElse("-".repeat(64)) + "  "
                + Times.text(file.createdAt()) + "  " + file.name() + (isNewest(file) ? "" : "  (older)"));
    }

    private static String size(RemoteFile file) {
        OptionalLong size = file.content().size();
        return size.isEmpty() ? "-" : Long.toString(size.getAsLong());
    }

    private boolean isNewest(RemoteFile file) {
        return newest.get(file.name().value()) == file.id();
    }

    String json() {
        return JsonLines.array(files, (object, file) -> object.key("fileName")
                .value(file.name().value())
                .key("size")
                .value(size(file).equals("-") ? null : file.content().size().getAsLong())
                .key("sha256")
                .value(file.content().sha256().map(Sha256::hex).orElse(""))
                .key("createdAt")
                .value(Times.text(file.createdAt()))
                .key("newest")
                .value(isNewest(file)));
    }
}
