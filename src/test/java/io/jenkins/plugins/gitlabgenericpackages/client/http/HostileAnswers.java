package io.jenkins.plugins.gitlabgenericpackages.client.http;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Answers that are wrong in every way that a source of chance comes upon: made from right ones, or of nothing. */
final class HostileAnswers {
    private static final String[] STARTS = {
        "HTTP/1.1 200 OK", "HTTP/1.1 200", "HTTP/1.0 200 OK", "HTTP/1.1 206 Partial Content", "HTTP/1.1 204 No Content",
        "HTTP/1.1 302 Found", "HTTP/1.1 307 Again", "HTTP/1.1 417 No", "HTTP/1.1 100 Continue",
                "HTTP/1.1 103 Early Hints",
        "HTTP/1.1 401 No", "HTTP/1.1 304 Not Modified", "HTTP/1.1 101 Switch", "HTTP/2 200", "HTTP/1.1 999 ?",
        "HTTP/1.1  200 OK", "ICY 200 OK", "", "\u0085"
    };
    private static final int USABLE_STARTS = 10;
    private static final String[] HEADERS = {
        "Connection: close",
        "Location: /b",
        "Location: ?c",
        "Location: http://127.0.0.1/d",
        "Location: //b.example/f|{",
        "Content-Range: bytes 0-4/5",
        "X-Fold: a\r\n b\r\n\tc",
        "ETag: \u009b2J\u0085",
        "X-Long: " + "y".repeat(3000),
        "Content-Length: 0",
        "Content-Length: 99999999999999999",
        "Content-Length: -1",
        "Content-Length: 5, 5",
        "content-length:5",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked",
        "Connection: keep-alive",
        "Location: https://127.0.0.1/e",
        "Location: ftp://g",
        "Location: http://[fe80::1%25x]/",
        " folded",
        "No colon",
        ": nameless",
        "Bad name: x",
        "ETag: \u001b[2J",
        "\u0000: \u0000"
    };
    private static final int USABLE_HEADERS = 9;
    private static final String[] BODIES = {
        "hello",
        "hello, and more than it says",
        "",
        "5\r\nhello\r\n0\r\n\r\n",
        "5\nhello\n0\n\n",
        "5;a=\"b\"\r\nhello\r\n00\r\n\r\n",
        "2\r\nhe\r\n3\r\nllo\r\n0\r\nX-Trailer: 1\r\n\r\n",
        "5\r\nhell",
        "6\r\nhello\r\n0\r\n\r\n",
        "FFFFFFFFFFFFFFF\r\nhello",
        "-5\r\nhello",
        "5\r\nhello\r\n0\r\n" + "T: u\r\n".repeat(150) + "\r\n",
        "0\r\n"
    };
    private static final String[] PIECES = {
        "\r",
        "\n",
        "\r\n",
        "\r\n\r\n",
        " ",
        "\t",
        ":",
        ";",
        "\u0000",
        "\u0085",
        "0",
        "9999999999",
        "%",
        "/",
        "\u00ff",
        "-"
    };

    private final Random random;

    HostileAnswers(Random random) {
        this.random = random;
    }

    /** Returns the bytes of one connection: an answer, or several. */
    byte[] next() {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(3000)];
            random.nextBytes(noise);
            return noise;
        }
        StringBuilder answers = new StringBuilder();
        for (int count = random.nextInt(3); count >= 0; count--) {
            answers.append(answer());
        }
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            change(answers);
        }
        return answers.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns a connection that begins in such a way and goes on with one line, head or body for ever. */
    EndlessInput nextWithoutEnd() {
        String start = answer();
        int line = start.indexOf('\n', random.nextInt(start.length())) + 1;
        String again =
                switch (random.nextInt(4)) {
                    case 0 -> any(HEADERS) + "\r\n";
                    case 1 -> any(STARTS) + "\r\n\r\n";
                    case 2 -> any(PIECES);
                    default -> any(BODIES) + "\n";
                };
        String begun = random.nextInt(4) == 0 ? "" : start.substring(0, line);
        return new EndlessInput((begun + again).getBytes(StandardCharsets.ISO_8859_1), begun.length());
    }

    private String answer() {
        StringBuilder answer = new StringBuilder();
        String start = STARTS[random.nextInt(random.nextBoolean() ? USABLE_STARTS : STARTS.length)];
        // Now and then more of them than anybody has reason for.
        answer.append((start + "\r\n\r\n").repeat(start.contains(" 10") ? random.nextInt(30) : 0));
        answer.append(start).append("\r\n");
        String body = any(BODIES);
        if (random.nextBoolean()) {
            answer.append(body.startsWith("hello") ? "Content-Length: 5\r\n" : "Transfer-Encoding: chunked\r\n");
        }
        for (int headers = random.nextInt(4); headers > 0; headers--) {
            String header = HEADERS[random.nextInt(random.nextBoolean() ? USABLE_HEADERS : HEADERS.length)] + "\r\n";
            answer.append(random.nextInt(50) == 0 ? header.repeat(random.nextInt(300)) : header);
        }
        return answer.append("\r\n").append(body).toString();
    }

    private void change(StringBuilder text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(20));
        switch (random.nextInt(6)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(from, any(PIECES));
            case 2 -> text.insert(from, text.substring(from, to).repeat(random.nextInt(20)));
            case 3 -> text.setLength(from);
            case 4 -> text.replace(from, to, any(PIECES));
            default -> {
                if (from < text.length()) {
                    text.setCharAt(from, (char) random.nextInt(256));
                }
            }
        }
    }

    private String any(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
