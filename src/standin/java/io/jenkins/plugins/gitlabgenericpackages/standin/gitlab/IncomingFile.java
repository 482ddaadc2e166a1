package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Effect;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.Blob;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The body of an upload to the test double, taken when it is first asked for: before all checks by the nginx in front
 * of GitLab, after those of Workhorse without it. Closing it forgets what was not stored. Used by one thread only.
 */
final class IncomingFile implements Closeable {
    private final HttpRequest request;
    private final Effect fault;
    private final Path folder;
    private Blob received;

    /** @param folder where the bytes wait until they are stored */
    IncomingFile(HttpRequest request, Effect fault, Path folder) {
        this.request = request;
        this.fault = fault;
        this.folder = folder;
    }

    /** Refuses as a proxy in front of GitLab does, who asks nobody's name. */
    void passProxy(long limit) throws Refusal {
        if (request.length() > limit) {
            throw new Refusal(Answer.html(413, "413 Request Entity Too Large"));
        }
    }

    void passWorkhorse(long limit) throws Refusal {
        if (request.length() > limit) {
            String words = "the upload size " + request.length() + " is over maximum of " + limit
                    + " bytes: entity is too large\n";
            throw new Refusal(Answer.of(413, "text/plain; charset=utf-8", words));
        }
    }

    Blob receive() throws IOException {
        if (received == null) {
            received = Blob.receive(fault.spoil(request.body()), folder);
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
