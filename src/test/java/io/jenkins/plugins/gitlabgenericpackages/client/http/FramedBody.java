package io.jenkins.plugins.gitlabgenericpackages.client.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another reading of what a connection's bytes frame as the body of their first final answer, to compare with. */
final class FramedBody {
    private static final Pattern HEADS = Pattern.compile(
            "\\G(?:\\r?\\n)*HTTP/1\\.[01] ([1-5])[0-9]{2}[^\\n]*\\n(?:\\r?[^\\r\\n][^\\n]*\\n|\\r[^\\n]+\\n)*+\\r?\\n");
    private static final Pattern CHUNK = Pattern.compile("\\G([0-9a-fA-F]{1,15})[^\\n]*\\n");

    private FramedBody() {}

    /**
     * Returns the most that the body can be.
     *
     * @param response the same answer as the client understood its head
     */
    static String of(byte[] raw, Response response) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        String rest = text.substring(endOfFinalHead(text));
        if (response.status() == 204 || response.status() == 304) {
            return "";
        }
        if (response.header("Transfer-Encoding").isPresent()) {
            return joined(rest);
        }
        long length = response.header("Content-Length").map(Long::parseLong).orElse(Long.MAX_VALUE);
        return rest.substring(0, (int) Math.min(length, rest.length()));
    }

    private static int endOfFinalHead(String text) {
        Matcher heads = HEADS.matcher(text);
        while (heads.find()) {
            if (!heads.group(1).equals("1")) {
                return heads.end();
            }
        }
        throw new AssertionError("The client read a head where there is none");
    }

    private static String joined(String chunks) {
        StringBuilder body = new StringBuilder();
        Matcher chunk = CHUNK.matcher(chunks);
        for (int at = 0; chunk.find(at); ) {
            long size = Long.parseLong(chunk.group(1), 16);
            int end = (int) Math.min(chunks.length(), chunk.end() + size);
            body.append(chunks, chunk.end(), end);
            at = end + (chunks.startsWith("\r\n", end) ? 2 : 1);
            if (size == 0 || !chunks.startsWith("\n", at - 1)) {
                break;
            }
        }
        return body.toString();
    }
}
