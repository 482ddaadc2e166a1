package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Effect;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RequestBody;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.Blob;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The body of an upload to the test double, taken when it is first asked for: before all checks by the nginx in front
 * of GitLab, after those of Workhorse without it. Closing it forgets what was not stored. Used by one thread only.
 */
final class IncomingFile implements Closeable {
    private final RequestBody body;
    private final Effect fault;
    private final Path folder;
    private Blob received;

    /** @param folder where the bytes wait until they are stored */
    IncomingFile(RequestBody body, Effect fault, Path folder) {
        this.body = body;
        this.fault = fault;
        this.folder = folder;
    }

    Blob receive() throws IOException {
        if (received == null) {
            received = Blob.receive(fault.spoil(body), folder);
        }
        return received;
    }

    @Override
    public void close() throws IOException {
        if (received != null) {
            received.discard();
        }
    }
}
