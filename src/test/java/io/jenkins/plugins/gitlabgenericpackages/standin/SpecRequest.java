package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** A request of a case of GitLab's request specs; uploads send a few bytes. */
record SpecRequest(URI registry, String method, String target) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String BODY = "hello";

    record Response(int status, HttpHeaders headers, String body) {}

    /** @param header a name and a value, both empty for none */
    Response send(String... header) throws IOException, InterruptedException {
        String path = "/api/v4/projects/7/" + target;
        return method.equals("AUTHORIZE") ? authorize(path, header) : exchange(path, header);
    }

    private Response exchange(String path, String... header) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry + path))
                .method(method, method.equals("PUT") ? BodyPublishers.ofString(BODY) : BodyPublishers.noBody());
        if (!header[0].isEmpty()) {
            request.header(header[0], header[1]);
        }
        HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
        return new Response(response.statusCode(), response.headers(), response.body());
    }

    /**
     * Asks before the body is sent, as Workhorse asks Rails at an address of its own; being told to go on is the 200
     * there.
     */
    private Response authorize(String path, String... header) throws IOException {
        try (RawConnection raw = new RawConnection(registry)) {
            String token = header[0].isEmpty() ? "" : header[0] + ": " + header[1] + "\r\n";
            raw.write("PUT " + path + " HTTP/1.1\r\nHost: x\r\n" + token + "Content-Length: " + BODY.length()
                    + "\r\nExpect: 100-continue\r\n\r\n");
            String head = raw.readHead();
            int status = Integer.parseInt(head.split(" ")[1]);
            HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
            return status == 100 ? new Response(200, none, "") : new Response(status, none, raw.readBody(head));
        }
    }
}
