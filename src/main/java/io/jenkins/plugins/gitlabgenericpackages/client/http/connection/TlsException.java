package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.io.IOException;
import javax.net.ssl.SSLException;

/**
 * No secure connection could be agreed on, usually because the certificate is not trusted: final. Its message is one
 * printable line, although the JDK quotes what the server's certificate says.
 */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 300;

    TlsException(HttpAddress address, IOException cause) {
        super(
                "no secure connection to " + PrintableText.line(address.origin(), LONGEST_REASON) + " (" + reason(cause)
                        + "). "
                        + (isAlien(cause)
                                ? "What answers there does not speak https: check scheme and port"
                                : "If its certificate comes from a private authority, give that authority's certificate"),
                cause);
    }

    /** Returns what Java says. */
    public String reason() {
        return reason(getCause());
    }

    /** Returns whether another trusted certificate may help. */
    public boolean mayBeTrust() {
        return !isAlien(getCause());
    }

    private static String reason(Throwable cause) {
        return PrintableText.line(String.valueOf(cause.getMessage()), LONGEST_REASON);
    }

    /** All that goes wrong between two sides that do speak TLS is of a more special class. */
    private static boolean isAlien(Throwable cause) {
        return cause.getClass() == SSLException.class;
    }
}
