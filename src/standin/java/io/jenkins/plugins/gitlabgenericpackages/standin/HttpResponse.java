package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.nio.charset.StandardCharsets;
import org.json.JSONObject;

/** An answer of the test double; Content-Length and Connection are the connection's to add. */
record HttpResponse(int status, Headers headers, Content content) {
    private static final Content NOTHING = Content.of(new byte[0]);

    static HttpResponse of(int status, String contentType, String body) {
        return new HttpResponse(
                status,
                new Headers().with("Content-Type", contentType),
                Content.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    static HttpResponse empty(int status) {
        return new HttpResponse(status, new Headers(), NOTHING);
    }

    /** Answers with a JSON object or array. */
    static HttpResponse json(int status, Object json) {
        return of(status, "application/json", json.toString());
    }

    static HttpResponse message(int status, String message) {
        return json(status, new JSONObject().put("message", message));
    }

    static HttpResponse html(int status, String title) {
        return of(
                status,
                "text/html",
                "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                        + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n");
    }

    static HttpResponse xml(int status, String code, String message) {
        return of(
                status,
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error>");
    }

    static HttpResponse redirect(int status, String location) {
        return empty(status).with("Location", location);
    }

    HttpResponse with(String name, Object value) {
        headers.with(name, value);
        return this;
    }

    /** Returns status line, fields and the empty line. */
    String head(boolean keepAlive) {
        String length = status == 204 || status == 304 ? "" : "Content-Length: " + content.length() + "\r\n";
        return "HTTP/1.1 " + status + " " + reason(status) + "\r\n" + headers + length
                + (keepAlive ? "" : "Connection: close\r\n") + "\r\n";
    }

    static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 204 -> "No Content";
            case 206 -> "Partial Content";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 411 -> "Length Required";
            case 413 -> "Request Entity Too Large";
            case 416 -> "Range Not Satisfiable";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Status";
        };
    }
}
