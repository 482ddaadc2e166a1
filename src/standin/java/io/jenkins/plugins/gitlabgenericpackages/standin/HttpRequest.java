package io.jenkins.plugins.gitlabgenericpackages.standin;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/** A request to the test double whose body has not been read yet. Used by one thread only. */
record HttpRequest(Request jetty, RequestBody body, RecordedRequest record) {
    static HttpRequest of(String origin, Request request) {
        RecordedRequest record = new RecordedRequest(
                origin, request.getMethod(), request.getHttpURI().getPathQuery(), request.getHeaders());
        return new HttpRequest(request, RequestBody.of(request, record), record);
    }

    String method() {
        return jetty.getMethod();
    }

    /** Returns path and query byte for byte. */
    String target() {
        return record.target();
    }

    /** Returns the path byte for byte. */
    String path() {
        return jetty.getHttpURI().getPath();
    }

    HttpFields headers() {
        return jetty.getHeaders();
    }

    /** Returns the announced length of the body, or -1. */
    long length() {
        return jetty.getLength();
    }

    /** Returns the address of another path on the origin, as the client knows it. */
    String url(String target) {
        return (jetty.isSecure() ? "https://" : "http://") + headers().get("Host") + target;
    }
}
