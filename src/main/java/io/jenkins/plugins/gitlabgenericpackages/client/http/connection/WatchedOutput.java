package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** What goes over a connection. For one thread at a time. */
final class WatchedOutput extends FilterOutputStream {
    /** What a link must take in the time without a byte: with less, TLS took a fifth more of the processor. */
    private static final int PIECE = 64 * 1024;

    private final Liveness liveness;

    WatchedOutput(OutputStream out, Liveness liveness) {
        super(out);
        this.liveness = liveness;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        try {
            for (int done = 0; done < length; done += PIECE) {
                out.write(buffer, offset + done, Math.min(PIECE, length - done));
                liveness.sent();
            }
        } catch (IOException e) {
            throw liveness.explain(e);
        }
    }
}
