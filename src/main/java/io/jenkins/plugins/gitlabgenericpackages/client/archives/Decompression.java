package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Takes the compression off a tar archive. What several programs wrote one behind the other is read as one. */
final class Decompression {
    private static final int BUFFER = 1 << 16;

    /** In KiB. Enough for {@code xz -9}, which needs 65 MiB; an archive may ask for 4 GiB. */
    private static final int XZ_MEMORY = 128 * 1024;

    private Decompression() {}

    /** @return the archive, buffered */
    static InputStream open(Path archive, ArchiveFormat format) throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
        try {
            InputStream tar =
                    switch (format) {
                        case TAR -> file;
                        case TAR_GZ -> new Gzip(file);
                        case TAR_BZ2 -> new BZip2CompressorInputStream(file, true);
                        case TAR_XZ ->
                            XZCompressorInputStream.builder()
                                    .setInputStream(file)
                                    .setDecompressConcatenated(true)
                                    .setMemoryLimitKiB(XZ_MEMORY)
                                    .get();
                        case ZIP -> throw new IllegalArgumentException("not compressed as a whole");
                    };
            return format == ArchiveFormat.TAR ? tar : new BufferedInputStream(tar, BUFFER);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Java's class ends in silence at what is no gzip any more. That of Commons Compress does not, but holds the name and
     * the comment before the content in memory, of whatever length they are.
     */
    private static final class Gzip extends GZIPInputStream {
        private static final int TRAILER = 8;

        Gzip(InputStream file) throws IOException {
            super(file, BUFFER);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count < 0 && (inf.getRemaining() > TRAILER || in.read() >= 0)) {
                throw new IOException("something follows its end");
            }
            return count;
        }
    }
}
