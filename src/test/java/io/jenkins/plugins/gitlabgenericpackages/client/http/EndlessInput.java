package io.jenkins.plugins.gitlabgenericpackages.client.http;

import java.io.InputStream;

/** Some bytes, and then the last of them again and again for ever. */
public final class EndlessInput extends InputStream {
    private final byte[] bytes;
    private final int again;
    private int next;

    /** @param again position of the first byte that comes again */
    public EndlessInput(byte[] bytes, int again) {
        this.bytes = bytes;
        this.again = again;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public int read() {
        int b = bytes[next] & 0xff;
        next = next + 1 == bytes.length ? again : next + 1;
        return b;
    }

    @Override
    public int available() {
        return 1;
    }
}
