package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a fault does at the points that a request to the test double passes; each kind has its own point. Called by the
 * threads of all requests that meet it.
 */
class Effect {
    /** No fault, so that routes need not ask. */
    static final Effect NONE = new Effect();

    final Gate gate = new Gate();

    /** The head was read, the body was not. */
    void beforeBody(RequestBody body) throws Refusal, IOException {}

    /** Returns the body as it comes in or goes out. */
    InputStream spoil(InputStream body) {
        return body;
    }

    /** Returns the size that a stored file is served with. */
    long sizeOf(long storedSize) {
        return storedSize;
    }

    /** The request was carried out, and an upload stored. */
    void beforeAnswer() throws Refusal, IOException, InterruptedException {}
}
