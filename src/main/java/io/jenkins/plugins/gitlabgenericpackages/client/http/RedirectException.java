package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.io.IOException;

/** A redirect that is not followed: final. Its message is one printable line. */
public final class RedirectException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;
    private static final int LONGEST_ADDRESS = 300;

    /** @param from the address whose answer redirects; after a redirect it is no more than what a server made up */
    RedirectException(HttpAddress from, String what) {
        super(PrintableText.line(PrintableText.line(from.toString(), LONGEST_ADDRESS) + " " + what, LONGEST));
    }
}
