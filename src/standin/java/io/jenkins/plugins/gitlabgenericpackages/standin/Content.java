package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** The body of an answer of the test double, sent once by the connection's thread. */
interface Content {
    long length();

    void sendTo(WritableByteChannel out) throws IOException;

    static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void sendTo(WritableByteChannel out) throws IOException {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
        };
    }
}
