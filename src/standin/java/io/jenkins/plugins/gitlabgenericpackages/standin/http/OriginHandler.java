package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Brings the requests to one origin of the test double before its routes, on a thread each, and sends the answers. */
final class OriginHandler extends Handler.Abstract {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final Origin origin;
    private final HttpHandler routes;
    private final Requests requests;

    OriginHandler(Origin origin, HttpHandler routes, Requests requests) {
        this.origin = origin;
        this.routes = routes;
        this.requests = requests;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (request.getConnectionMetaData().getConnector() != origin.connector()) {
            return false;
        }
        Connection connection = request.getConnectionMetaData().getConnection();
        origin.connections().begin(connection);
        Request.addCompletionListener(request, failure -> origin.connections().end(connection));
        HttpRequest asked = HttpRequest.of(origin.name(), request, requests);
        try {
            Answer answer = answer(asked);
            asked.record().answered(answer.status());
            send(answer, asked, response);
            if (!asked.body().finished()) {
                asked.body().linger();
                Connections.drop(connection);
            }
            callback.succeeded();
        } catch (IOException e) {
            // The peer went away, the server was closed, or a fault ends the connection: nobody is left to tell.
            abort(connection, callback, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort(connection, callback, e);
        }
        return true;
    }

    private Answer answer(HttpRequest asked) throws IOException, InterruptedException {
        try {
            return routes.handle(asked);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private static void abort(Connection connection, Callback callback, Exception cause) {
        Connections.drop(connection);
        callback.failed(new Request.Handler.AbortException(cause));
    }

    private static void send(Answer answer, HttpRequest asked, Response response) throws IOException {
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders().add(answer.headers());
        if (answer.status() != 204 && answer.status() != 304) {
            headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length());
        }
        if (!asked.body().finished()) {
            headers.put(HttpHeader.CONNECTION, "close");
        }
        long left = asked.method().equals("HEAD") ? 0 : answer.body().length();
        if (left == 0) {
            Content.Sink.write(response, true, null);
            return;
        }
        // Who waits for the head only must not wait for the body.
        Content.Sink.write(response, false, null);
        byte[] buffer = new byte[(int) Math.min(left, BUFFER_BYTES)];
        try (InputStream in = answer.body().open()) {
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw new EOFException("The stored file became shorter");
                }
                left -= count;
                Content.Sink.write(response, left == 0, ByteBuffer.wrap(buffer, 0, count));
            }
        }
    }
}
