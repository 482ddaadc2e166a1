package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.files.TargetFolder;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.tools.bzip2.CBZip2InputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks archives that nobody vouches for: nothing gets out of the folder, and what cannot be made as the archive says is
 * refused. Of modes, what {@code rwx} says is restored, but the owner may always read files and change folders; times are
 * restored in full seconds; owners and the times of links are not. Immutable.
 */
public final class Unpacking {
    /** In place of a number of parts: if there is one folder at the top and nothing beside it, it goes. */
    public static final int LONE_TOP_FOLDER = -1;

    /** Enough for {@code xz -9}, which needs 65 MiB. */
    private static final int XZ_KIB = 128 * 1024;

    private static final int BUFFER = 1 << 16;

    private final int stripComponents;
    private final UnpackLimits limits;

    /**
     * @param stripComponents how many folders at the beginning of each name go, as tar's option has it: what has no more
     *     parts is left out. Or {@link #LONE_TOP_FOLDER}
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
                UnpackedFolder.delete(folder);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private Unpacked unpackInto(Path folder, Path archive, ArchiveFormat format)
            throws IOException, InterruptedException {
        String at = "";
        try (ArchiveReader reader = open(archive, format)) {
            UnpackedTree tree = new UnpackedTree(folder, limits);
            for (Optional<ArchiveEntry> entry; (entry = reader.next()).isPresent(); at = "") {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                at = " at '" + PrintableText.name(PrintableText.line(entry.get().name(), 500)) + "'";
                add(tree, entry.get());
            }
            if (stripComponents == LONE_TOP_FOLDER) {
                tree.liftLoneFolder();
            }
            return tree.finish();
        } catch (ClosedByInterruptException e) {
            // The flag is in the exception from here on.
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (EOFException e) {
            throw new RegistryException("Failed to unpack " + archive + at + ": it ends too early", e);
        } catch (IOException e) {
            throw new RegistryException(
                    "Failed to unpack " + archive + at + ": " + RegistryException.localReason(e), e);
        } catch (IndexOutOfBoundsException | IllegalStateException e) {
            // That is how Ant's bzip2 takes what is damaged.
            throw new RegistryException("Failed to unpack " + archive + at + ": it is damaged", e);
        }
    }

    private static ArchiveReader open(Path archive, ArchiveFormat format) throws IOException {
        if (format == ArchiveFormat.ZIP) {
            return new ZipReader(archive);
        }
        InputStream file = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
        try {
            return new TarReader(
                    switch (format) {
                        case TAR_GZ -> new BufferedInputStream(new GZIPInputStream(file, BUFFER), BUFFER);
                        case TAR_BZ2 -> new BufferedInputStream(bzip2(file), BUFFER);
                        case TAR_XZ -> new BufferedInputStream(new XZInputStream(file, XZ_KIB), BUFFER);
                        default -> file;
                    });
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static InputStream bzip2(InputStream file) throws IOException {
        if (file.read() != 'B' || file.read() != 'Z') {
            throw new IOException("it is not compressed with bzip2");
        }
        return new CBZip2InputStream(file, true);
    }

    private void add(UnpackedTree tree, ArchiveEntry entry) throws IOException, InterruptedException {
        String name = strip(entry.name());
        if (entry.type() == ArchiveEntry.Type.OTHER) {
            throw new IOException(entry.target());
        }
        if (name.isEmpty()) {
            return;
        }
        if (entry.type() == ArchiveEntry.Type.HARD_LINK) {
            tree.addHardLink(strip(entry.target()), name);
        } else {
            tree.add(name, entry);
        }
    }

    /** Returns the name as it is on the disk, empty if it is left out. A dot and a doubled slash say nothing. */
    private String strip(String name) throws IOException {
        List<String> parts = Arrays.stream(name.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        String plain = String.join("/", parts);
        String problem = name.startsWith("/") ? "it is absolute" : TargetFolder.problemOnDisk(plain);
        if (!problem.isEmpty() && !plain.isEmpty()) {
            throw new IOException(problem);
        }
        int stripped = Math.max(0, Math.min(stripComponents, parts.size()));
        return String.join("/", parts.subList(stripped, parts.size()));
    }
}
