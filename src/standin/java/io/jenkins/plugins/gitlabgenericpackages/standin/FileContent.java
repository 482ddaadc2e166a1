package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A slice of a file as the body of an answer of the test double, spoiled by a fault if one is set. */
record FileContent(Path file, long offset, long length, Fault fault) implements Content {
    private static final int BUFFER_BYTES = 128 * 1024;

    @Override
    public void sendTo(WritableByteChannel out) throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            if (fault == Fault.NONE) {
                transfer(in, out);
            } else {
                copy(fault.spoil(Channels.newInputStream(in.position(offset))), out);
            }
        }
    }

    /** The kernel copies from file to socket, so a download costs almost no time here. */
    private void transfer(FileChannel in, WritableByteChannel out) throws IOException {
        for (long sent = 0; sent < length; ) {
            long count = in.transferTo(offset + sent, length - sent, out);
            if (count <= 0) {
                throw new EOFException("The stored file became shorter");
            }
            sent += count;
        }
    }

    private void copy(InputStream in, WritableByteChannel out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (long sent = 0; sent < length; ) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, length - sent));
            if (count < 0) {
                throw new EOFException("The stored file became shorter");
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            sent += count;
        }
    }
}
