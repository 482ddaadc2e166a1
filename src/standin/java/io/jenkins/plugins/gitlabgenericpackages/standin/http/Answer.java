package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.json.JSONObject;

/** An answer of the test double; Content-Length and Connection are added on the way out. */
public record Answer(int status, HttpFields.Mutable headers, Body body) {
    private static final Body NOTHING = Body.of(new byte[0]);

    public static Answer of(int status, String contentType, String body) {
        return new Answer(status, HttpFields.build(), Body.of(body.getBytes(StandardCharsets.UTF_8)))
                .with("Content-Type", contentType);
    }

    public static Answer empty(int status) {
        return new Answer(status, HttpFields.build(), NOTHING);
    }

    /** Answers with a JSON object or array. */
    public static Answer json(int status, Object json) {
        return of(status, "application/json", json.toString());
    }

    public static Answer message(int status, String message) {
        return json(status, new JSONObject().put("message", message));
    }

    /** Answers with a JSON message that says no more than the status. */
    public static Answer message(int status) {
        return message(status, title(status));
    }

    public static Answer html(int status) {
        return html(status, title(status));
    }

    /** Answers with a page as nginx makes it. */
    public static Answer html(int status, String title) {
        return of(
                status,
                "text/html",
                "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                        + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n");
    }

    public static Answer xml(int status, String code, String message) {
        return of(
                status,
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error>");
    }

    private static String title(int status) {
        return status + " " + HttpStatus.getMessage(status);
    }

    public static Answer redirect(int status, String location) {
        return empty(status).with("Location", location);
    }

    public Answer with(String name, Object value) {
        headers.add(name, String.valueOf(value));
        return this;
    }
}
