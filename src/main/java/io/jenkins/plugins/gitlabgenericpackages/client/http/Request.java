package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Headers;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.util.Optional;

/**
 * One HTTP request. What proves the sender's identity is held apart from the other headers, so that a redirect to
 * another origin drops all of it, whatever the header is called.
 */
public record Request(
        String method, HttpAddress address, Headers headers, Credentials credentials, Optional<RequestBody> body) {

    public static Request get(HttpAddress address, Credentials credentials) {
        return new Request("GET", address, new Headers(), credentials, Optional.empty());
    }

    public static Request head(HttpAddress address, Credentials credentials) {
        return new Request("HEAD", address, new Headers(), credentials, Optional.empty());
    }

    public static Request delete(HttpAddress address, Credentials credentials) {
        return new Request("DELETE", address, new Headers(), credentials, Optional.empty());
    }

    public static Request put(HttpAddress address, Credentials credentials, RequestBody body) {
        return new Request("PUT", address, new Headers(), credentials, Optional.of(body));
    }

    public Request header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    /** Returns this request for the address of a redirect: with the credentials only on the same origin. */
    Request redirectedTo(HttpAddress next) {
        return new Request(method, next, headers, next.sameOrigin(address) ? credentials : Credentials.NONE, body);
    }
}
