package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FolderDeletion;
import io.jenkins.plugins.gitlabgenericpackages.client.files.TargetFolder;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Unpacks archives that may be hostile: nothing gets out of the folder, and what cannot be made as the archive says is
 * refused. Of modes, what {@code rwx} says is restored, but the owner may always read files and change folders; times are
 * restored in full seconds; owners and the times of links are not. Immutable.
 */
public final class Unpacking {
    /** In place of a number of parts: if there is one folder at the top and nothing beside it, it goes. */
    public static final int LONE_TOP_FOLDER = -1;

    /** Longer than any path on Linux. */
    private static final int MOST_NAME = 4096;

    private final int stripComponents;
    private final UnpackLimits limits;

    /**
     * @param stripComponents how many folders at the beginning of each name go, as tar's option has it: what has no more
     *     parts is left out, but not all that there is. Or {@link #LONE_TOP_FOLDER}
     */
    public Unpacking(int stripComponents, UnpackLimits limits) {
        this.stripComponents = stripComponents;
        this.limits = limits;
    }

    /**
     * Unpacks an archive into a folder that is made for it. If that fails, or the thread is interrupted, nothing of it
     * stays.
     *
     * @param folder must not exist; its parent must, and nobody else may write into it meanwhile
     * @throws RegistryException with the archive and the entry, if it is damaged, holds what is refused, or the disk fails
     */
    public Unpacked unpack(Path archive, ArchiveFormat format, Path folder) throws IOException, InterruptedException {
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new RegistryException(
                    "Failed to make the folder " + folder + ": " + RegistryException.localReason(e), e);
        }
        try {
            return unpackInto(folder, archive, format);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            try {
                FolderDeletion.delete(folder);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private Unpacked unpackInto(Path folder, Path archive, ArchiveFormat format)
            throws IOException, InterruptedException {
        String what = "Failed to unpack " + archive.getFileName();
        String at = "";
        try (ArchiveReader reader = open(archive, format)) {
            UnpackedTree tree = new UnpackedTree(folder, limits);
            for (Optional<ArchiveEntry> entry; (entry = reader.next()).isPresent(); at = "") {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                at = " at '" + PrintableText.line(PrintableText.name(entry.get().name()), 300) + "'";
                add(tree, entry.get());
            }
            if (stripComponents == LONE_TOP_FOLDER) {
                tree.liftLoneFolder();
            }
            Unpacked unpacked = tree.finish();
            if (stripComponents > 0 && unpacked.entries() == 0 && unpacked.leftOut() > 0) {
                throw new IOException("nothing is left of its " + unpacked.leftOut()
                        + " files and links, since 'stripComponents' takes " + stripComponents
                        + " parts off each name: give a lower number");
            }
            return unpacked;
        } catch (ClosedByInterruptException e) {
            // The flag is in the exception from here on.
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (EOFException e) {
            throw new RegistryException(what + at + ": it ends too early", e);
        } catch (IOException e) {
            throw new RegistryException(
                    what + at + ": " + PrintableText.line(RegistryException.localReason(e), 1000), e);
        } catch (RuntimeException e) {
            // What the library says of numbers that make no sense.
            throw new RegistryException(
                    what + at + ": it is damaged (" + PrintableText.line(e.toString(), 300) + ")", e);
        }
    }

    private static ArchiveReader open(Path archive, ArchiveFormat format) throws IOException {
        return format == ArchiveFormat.ZIP
                ? new ZipReader(archive)
                : new TarReader(Decompression.open(archive, format));
    }

    private void add(UnpackedTree tree, ArchiveEntry entry) throws IOException, InterruptedException {
        String name = nameHere(entry.name());
        switch (entry.type()) {
            case OTHER -> throw new IOException(entry.target());
            case HARD_LINK -> tree.addHardLink(name, nameHere(entry.target()));
            default -> tree.add(name, entry);
        }
    }

    /** Returns the name as it is on the disk, empty if it is left out. A dot or two slashes together say nothing. */
    private String nameHere(String name) throws IOException {
        List<String> parts = Arrays.stream(name.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        String plain = String.join("/", parts);
        if (name.startsWith("/") || name.length() > MOST_NAME) {
            throw new IOException(name.startsWith("/") ? "it is absolute" : "the name is too long");
        }
        String problem = plain.isEmpty() ? "" : TargetFolder.problemOnDisk(plain);
        if (!problem.isEmpty()) {
            throw new IOException(problem);
        }
        int stripped = Math.max(0, Math.min(stripComponents, parts.size()));
        return String.join("/", parts.subList(stripped, parts.size()));
    }
}
