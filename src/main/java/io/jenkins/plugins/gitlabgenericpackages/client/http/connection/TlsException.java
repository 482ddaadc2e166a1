package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.io.IOException;

/**
 * No secure connection could be agreed on, usually because the certificate is not trusted: final. Its message is one
 * printable line, although the JDK quotes what the server's certificate says.
 */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 300;

    TlsException(HttpAddress address, IOException cause) {
        super(
                "no secure connection to " + PrintableText.line(address.origin(), LONGEST_REASON) + " ("
                        + PrintableText.line(String.valueOf(cause.getMessage()), LONGEST_REASON)
                        + "). If its certificate comes from a private authority, give that authority's certificate",
                cause);
    }
}
