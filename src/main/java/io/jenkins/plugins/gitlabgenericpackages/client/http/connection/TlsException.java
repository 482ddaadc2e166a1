package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.io.IOException;

/** No secure connection could be agreed on, usually because the certificate is not trusted: final. */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1L;

    TlsException(HttpAddress address, IOException cause) {
        super(
                "no secure connection to " + address.origin() + " (" + cause.getMessage()
                        + "). If its certificate comes from a private authority, give that authority's certificate",
                cause);
    }
}
