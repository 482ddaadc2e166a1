package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import java.io.IOException;
import java.io.OutputStream;

/** What a request sends. */
public interface RequestBody {
    static RequestBody of(byte[] bytes) {
        return new RequestBody() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }

    /** Returns the number of bytes that {@link #writeTo} writes. */
    long length();

    /**
     * Writes the body from its start; called again for each attempt, and within one where a kept connection turned out
     * closed. A failure of the connection comes out of {@code out} as a {@link ConnectionException} and must pass
     * through.
     */
    void writeTo(OutputStream out) throws IOException, InterruptedException;
}
