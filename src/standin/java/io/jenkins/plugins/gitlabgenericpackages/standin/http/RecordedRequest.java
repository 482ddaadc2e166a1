package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpFields;

/**
 * A request as the stand-in registry (a test double) saw it. Any thread may read it; body bytes and status change
 * while the request is under way.
 */
public final class RecordedRequest {
    private static final List<String> CREDENTIAL_HEADERS =
            List.of("PRIVATE-TOKEN", "DEPLOY-TOKEN", "JOB-TOKEN", "Authorization", "Cookie");

    private final String origin;
    private final String method;
    private final String target;
    private final HttpFields headers;
    private volatile Route route = Route.UNKNOWN;
    private volatile long bodyBytes;
    private volatile int status;
    private volatile boolean continued;

    RecordedRequest(String origin, String method, String target, HttpFields headers) {
        this.origin = origin;
        this.method = method;
        this.target = target;
        this.headers = headers;
    }

    /** Returns {@code gitlab} or {@code storage}. */
    public String origin() {
        return origin;
    }

    public Route route() {
        return route;
    }

    public String method() {
        return method;
    }

    /** Returns path and query byte for byte. */
    public String target() {
        return target;
    }

    /** Returns the first value of a header, or null. */
    public String header(String name) {
        return headers.get(name);
    }

    public Map<String, List<String>> headers() {
        Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(field ->
                map.computeIfAbsent(field.getName(), name -> new ArrayList<>()).add(field.getValue()));
        return Collections.unmodifiableMap(map);
    }

    /** Whether any header that can carry a credential was sent. */
    public boolean hasCredentials() {
        return CREDENTIAL_HEADERS.stream().anyMatch(headers::contains);
    }

    /** Returns how many bytes of the body were read so far. */
    public long bodyBytes() {
        return bodyBytes;
    }

    /** Whether {@code 100 Continue} was sent. */
    public boolean continued() {
        return continued;
    }

    /** Returns the status answered, or 0 when there is no answer (yet). */
    public int status() {
        return status;
    }

    void routed(Route to) {
        route = to;
    }

    /** Called by the connection's thread only, so the unguarded addition loses nothing. */
    void received(long bytes) {
        bodyBytes = bodyBytes + bytes;
    }

    void continuing() {
        continued = true;
    }

    void answered(int code) {
        status = code;
    }

    @Override
    public String toString() {
        return origin + " " + method + " " + target + " -> " + status;
    }
}
