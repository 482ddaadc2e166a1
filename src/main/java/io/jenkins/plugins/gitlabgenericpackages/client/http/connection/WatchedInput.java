package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** What comes over a connection. For one thread at a time. */
final class WatchedInput extends FilterInputStream {
    private final Liveness liveness;

    WatchedInput(InputStream in, Liveness liveness) {
        super(in);
        this.liveness = liveness;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int n = in.read(buffer, offset, length);
            if (n > 0) {
                liveness.received();
            }
            return n;
        } catch (SocketTimeoutException e) {
            // A look whether something is there; only that has a time limit of the socket.
            throw e;
        } catch (IOException e) {
            throw liveness.explain(e);
        }
    }
}
