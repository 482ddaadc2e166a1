package io.jenkins.plugins.gitlabgenericpackages.cli.otherside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes the calls that start something, in the place of a GitLab's trigger or a Jenkins. */
final class Recorder implements AutoCloseable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    record Call(String line, String authorization, String body) {}

    private final int status;

    Recorder() throws IOException {
        this(201);
    }

    Recorder(int status) throws IOException {
        this.status = status;
        server.createContext("/", this::record);
        server.start();
    }

    private void record(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                body));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Call only() {
        if (calls.size() != 1) {
            throw new AssertionError(calls);
        }
        return calls.get(0);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
