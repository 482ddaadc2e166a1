package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * The heads that answer one request: interim ones (1xx), then the final one (RFC 9110, section 15.2). Read by one
 * thread, while others may ask whether there was a {@code 100 Continue}.
 */
public final class AnswerHeads {
    private static final int MOST_INTERIM = 20;

    private final InputStream in;
    private final Runnable onPermission;

    public AnswerHeads(InputStream in) {
        this(in, () -> {});
    }

    /** @param onPermission called at each {@code 100 Continue} */
    public AnswerHeads(InputStream in, Runnable onPermission) {
        this.in = in;
        this.onPermission = onPermission;
    }

    /** Reads up to the final head, which comes after a few interim ones at the most. */
    public ResponseHead readFinal() throws IOException {
        for (int interim = 0; interim <= MOST_INTERIM; interim++) {
            ResponseHead head = ResponseHead.read(in);
            if (!head.isInterim()) {
                return head;
            }
            if (head.status() == 101) {
                throw new HttpFormatException("the answer goes over to another protocol, which nobody asked for");
            }
            if (head.status() == 100) {
                onPermission.run();
            }
        }
        throw new HttpFormatException("more than " + MOST_INTERIM + " interim answers came before the final one");
    }
}
