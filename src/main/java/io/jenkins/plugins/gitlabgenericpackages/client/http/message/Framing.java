package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.util.List;
import java.util.OptionalLong;

/**
 * What ends the body of an answer (RFC 9112, section 6.3): its length, the last of its chunks, or, with neither, the
 * end of the connection.
 *
 * @param chunked whether it comes in chunks; then a {@code Content-Length} beside says nothing
 * @param length its bytes, known only where the length alone ends it
 */
public record Framing(boolean chunked, OptionalLong length) {
    /** @param method of the request: the answer to some has no body, whatever its head says */
    public static Framing of(String method, ResponseHead head) throws HttpFormatException {
        List<String> codings = head.headers().all("Transfer-Encoding");
        List<String> lengths = head.headers().all("Content-Length");
        OptionalLong length = lengths.isEmpty() ? OptionalLong.empty() : OptionalLong.of(length(lengths));
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return new Framing(false, OptionalLong.of(0));
        }
        if (!codings.isEmpty()) {
            if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
                throw new HttpFormatException("the answer has an unknown transfer encoding");
            }
            return new Framing(true, OptionalLong.empty());
        }
        return new Framing(false, length);
    }

    private static long length(List<String> values) throws HttpFormatException {
        String length = values.get(0);
        if (!length.matches("[0-9]{1,18}") || values.stream().anyMatch(value -> !value.equals(length))) {
            throw new HttpFormatException("the answer has no usable Content-Length");
        }
        return Long.parseLong(length);
    }
}
