package io.jenkins.plugins.gitlabgenericpackages.builds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.JournalLine;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The files of one transfer in a build's folder: one JSON object on each line. */
final class FileList {
    static final String FOLDER = "gitlab-generic-packages";

    private final GenericPackage owner;
    private final String versionRule;
    private final Path file;

    /** @param owner null if there are no files */
    FileList(File buildFolder, String name, @CheckForNull GenericPackage owner, String versionRule) {
        this.owner = owner;
        this.versionRule = versionRule;
        this.file = buildFolder.toPath().resolve(FOLDER).resolve(name);
    }

    /** Writes it as Jenkins writes the build's own record, which counts its files: whole and to the disk, or not at all. */
    void write(List<GenericPackageFile> files) throws IOException {
        try (AtomicFileWriter out = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
            try {
                for (GenericPackageFile each : files) {
                    // Whole lines: the writer encodes each part for itself, and a character may be two of Java's.
                    out.write(JournalLine.of(each.file()) + "\n");
                }
                out.commit();
            } finally {
                out.abort();
            }
        }
    }

    /** Returns all files; none when the list is gone: what is left of an old build is still worth a page. */
    @NonNull
    List<GenericPackageFile> read() throws IOException {
        List<GenericPackageFile> files = new ArrayList<>();
        forEachLine(line -> files.add(read(line)));
        return files;
    }

    /**
     * Returns one page of the files with {@code name} in their names, in whatever case.
     *
     * @param rows how many there may be on it
     */
    @NonNull
    FilePage page(String name, int number, int rows) throws IOException {
        String part = name.toLowerCase(Locale.ROOT);
        long before = (number - 1L) * FilePage.ROWS;
        List<GenericPackageFile> files = new ArrayList<>();
        AtomicInteger found = new AtomicInteger();
        forEachLine(line -> {
            if (part.isEmpty()
                    || shown(line)
                            .filter(file ->
                                    file.getFileName().toLowerCase(Locale.ROOT).contains(part))
                            .isPresent()) {
                // Without a name to look for, only what is on the page is taken apart.
                if (found.getAndIncrement() >= before && files.size() < rows) {
                    shown(line).ifPresent(files::add);
                }
            }
        });
        return new FilePage(files, name, number, found.get());
    }

    private void forEachLine(Consumer<String> reader) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line; (line = in.readLine()) != null; ) {
                reader.accept(line);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged", e);
        }
    }

    /** Returns nothing for a line that is damaged: a page shows what is left. */
    private Optional<GenericPackageFile> shown(String line) {
        try {
            return Optional.of(read(line));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private GenericPackageFile read(String line) {
        return new GenericPackageFile(JournalLine.transferredFile(line, owner), versionRule);
    }
}
