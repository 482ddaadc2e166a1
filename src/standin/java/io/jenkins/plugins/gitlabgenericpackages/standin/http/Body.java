package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer of the test double. */
public interface Body {
    long length();

    /** Returns at least as many bytes as the length says. */
    InputStream open() throws IOException;

    static Body of(byte[] bytes) {
        return new Body() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }
}
