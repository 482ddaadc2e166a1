package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * The body of one request to the test double. Jetty sends {@code 100 Continue} when the first read has to wait, so that
 * a route can refuse before. Used by one thread only.
 */
public final class RequestBody extends FilterInputStream {
    /** How long, and for how much, a refused sender is listened to; closing at once could lose it the answer. */
    private static final int LINGER_MILLIS = 500;

    private static final int LINGER_BYTES = 4 * 1024 * 1024;

    private final Request request;
    private final RecordedRequest record;
    /** The bytes that are still to come, or -1 when only the end of the body tells. */
    private long left;

    private volatile boolean continueWithheld;

    private RequestBody(Request request, RecordedRequest record) {
        super(Content.Source.asInputStream(request));
        this.request = request;
        this.record = record;
        left = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING) ? -1 : Math.max(0, request.getLength());
    }

    static RequestBody of(Request request, RecordedRequest record) {
        RequestBody body = new RequestBody(request, record);
        request.addHttpStreamWrapper(body::watched);
        return body;
    }

    private HttpStream watched(HttpStream stream) {
        return new HttpStream.Wrapper(stream) {
            @Override
            public void send(
                    MetaData.Request to, MetaData.Response head, boolean last, ByteBuffer content, Callback callback) {
                boolean interim = head != null && head.getStatus() == HttpStatus.CONTINUE_100;
                if (interim && continueWithheld) {
                    callback.succeeded();
                    return;
                }
                if (interim) {
                    record.continuing();
                }
                super.send(to, head, last, content, callback);
            }
        };
    }

    /** Whether nothing more comes, so that the next request may follow on the connection. */
    boolean finished() {
        return left == 0;
    }

    /** From now on waits for the body without a word. */
    public void withholdContinue() {
        continueWithheld = true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = super.read(buffer, offset, length);
        if (count < 0) {
            left = 0;
        } else {
            record.received(count);
            left -= left < 0 ? 0 : count;
        }
        return count;
    }

    /** Lets a refused sender, who has the answer already, finish or fall silent. */
    void linger() throws IOException {
        withholdContinue();
        request.getConnectionMetaData().getConnection().getEndPoint().setIdleTimeout(LINGER_MILLIS);
        in.skip(LINGER_BYTES);
    }
}
