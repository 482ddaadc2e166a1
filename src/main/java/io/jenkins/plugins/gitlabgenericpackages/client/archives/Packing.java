package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Makes archives. The same tree with the same times becomes the same bytes, with the same Java. */
public final class Packing {
    private static final int BUFFER = 1 << 16;

    /** Writes an archive from its beginning to its end. The stream below stays open. Not thread-safe. */
    interface Writer {
        /** Begins an entry. Of a file, exactly as many bytes as the entry says have to be written to what is returned. */
        OutputStream begin(ArchiveEntry entry) throws IOException;

        void closeArchiveEntry() throws IOException;

        /** Writes what comes behind the last entry. Only after this is the archive one. */
        void finish() throws IOException;
    }

    private Packing() {}

    /**
     * Writes an archive, with one buffer of each file in memory. If that fails, or the thread is interrupted, the file is
     * deleted.
     *
     * @param entries in the order that they get, folders before what is in them
     * @param format one that {@linkplain ArchiveFormat#canPack can be made}
     * @param archive is written anew
     * @return the size of the archive in bytes
     * @throws RegistryException if a file changes while it is read, or cannot be read, or the archive not be written
     */
    public static long pack(List<ArchiveEntry> entries, ArchiveFormat format, Path archive)
            throws IOException, InterruptedException {
        try {
            write(entries, format, archive);
            return Files.size(archive);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            try {
                Files.deleteIfExists(archive);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private static void write(List<ArchiveEntry> entries, ArchiveFormat format, Path archive)
            throws IOException, InterruptedException {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive), BUFFER);
                OutputStream out = format == ArchiveFormat.TAR_GZ ? new GZIPOutputStream(file, BUFFER) : file) {
            Writer writer = writer(format, out);
            byte[] buffer = new byte[BUFFER];
            for (ArchiveEntry entry : entries) {
                OutputStream content = writer.begin(entry);
                if (entry.type() == ArchiveEntry.Type.FILE) {
                    copy(entry, content, buffer);
                }
                writer.closeArchiveEntry();
            }
            writer.finish();
        } catch (ClosedByInterruptException e) {
            // The flag is in the exception from here on.
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw new RegistryException(
                    "Failed to write the archive " + archive + ": " + RegistryException.localReason(e), e);
        }
    }

    private static Writer writer(ArchiveFormat format, OutputStream out) {
        return switch (format) {
            case TAR, TAR_GZ -> new TarWriter(out);
            case ZIP -> new ZipWriter(out);
            default -> throw new IllegalArgumentException("Cannot make archives of the format " + format);
        };
    }

    private static void copy(ArchiveEntry entry, OutputStream out, byte[] buffer)
            throws IOException, InterruptedException {
        long left = entry.size();
        try (InputStream in = entry.content().open()) {
            for (int count; (count = in.read(buffer)) >= 0; left -= count) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (count > left) {
                    throw changed(entry);
                }
                out.write(buffer, 0, count);
            }
        }
        if (left > 0) {
            throw changed(entry);
        }
    }

    private static RegistryException changed(ArchiveEntry entry) {
        return new RegistryException("The file '" + entry.name()
                + "' changed while it was packed. Upload it when nothing writes to it any more");
    }
}
