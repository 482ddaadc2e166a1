package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RequestBody;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a fault does at the points that a request to the test double passes; each kind has its own point. Called by the
 * threads of all requests that meet it.
 */
public class Effect {
    /** No fault, so that routes need not ask. */
    public static final Effect NONE = new Effect();

    final Gate gate = new Gate();

    /** The head was read, the body was not. */
    public void beforeBody(RequestBody body) throws Refusal, IOException {}

    /** Returns the body as it comes in or goes out. */
    public InputStream spoil(InputStream body) {
        return body;
    }

    /** Returns the size that a stored file is served with. */
    public long sizeOf(long storedSize) {
        return storedSize;
    }

    /** The request was carried out, and an upload stored. */
    public void beforeAnswer() throws Refusal, IOException, InterruptedException {}
}
