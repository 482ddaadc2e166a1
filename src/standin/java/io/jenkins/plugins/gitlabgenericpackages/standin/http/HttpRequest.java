package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/** A request to the test double whose body has not been read yet. Used by one thread only. */
public record HttpRequest(Request jetty, RequestBody body, RecordedRequest record, Requests requests) {
    static HttpRequest of(String origin, Request request, Requests requests) {
        RecordedRequest record = new RecordedRequest(
                origin, request.getMethod(), request.getHttpURI().getPathQuery(), request.getHeaders());
        return new HttpRequest(request, RequestBody.of(request, record), record, requests);
    }

    /** Records the request, as one to this route. */
    public void routed(Route route) {
        record.routed(route);
        requests.add(record);
    }

    public String method() {
        return jetty.getMethod();
    }

    /** Returns path and query byte for byte. */
    public String target() {
        return record.target();
    }

    /** Returns the path byte for byte. */
    public String path() {
        return jetty.getHttpURI().getPath();
    }

    public HttpFields headers() {
        return jetty.getHeaders();
    }

    /** Returns the announced length of the body, or -1. */
    public long length() {
        return jetty.getLength();
    }

    /** Returns the address of another path on the origin, as the client knows it. */
    public String url(String target) {
        return (jetty.isSecure() ? "https://" : "http://") + headers().get("Host") + target;
    }
}
