package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.nio.charset.StandardCharsets;

/** Request line and headers as they go over the wire (RFC 9112, section 3). */
public final class RequestHead {
    private RequestHead() {}

    public static byte[] bytes(String method, String target, Headers headers) {
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
