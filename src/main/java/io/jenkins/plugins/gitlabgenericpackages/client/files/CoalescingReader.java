package io.jenkins.plugins.gitlabgenericpackages.client.files;

import java.io.IOException;
import java.io.InputStream;

/**
 * Fills buffers from a stream that gives little at a time: TLS gives records of 16 KiB, and to write and digest each by
 * itself costs more than to decrypt it. Waits for nothing that has not come. For one thread.
 */
public final class CoalescingReader {
    private final InputStream in;
    private IOException broken;

    public CoalescingReader(InputStream in) {
        this.in = in;
    }

    /** Returns how many bytes are in the buffer, 0 at the end. If the stream broke, what had come comes first. */
    public int fill(byte[] buffer) throws IOException {
        if (broken != null) {
            throw broken;
        }
        int count = Math.max(0, in.read(buffer));
        try {
            while (count > 0 && count < buffer.length && in.available() > 0) {
                int n = in.read(buffer, count, buffer.length - count);
                if (n < 0) {
                    break;
                }
                count += n;
            }
        } catch (IOException e) {
            broken = e;
        }
        return count;
    }
}
