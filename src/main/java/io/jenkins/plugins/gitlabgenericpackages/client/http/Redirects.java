package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Follows redirects by hand. On the way to another origin every credential is dropped, since object storage refuses
 * foreign ones and anybody else should not see them, and an answer from there is known as such; nothing leaves https
 * for http. Thread-safe.
 */
public final class Redirects {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST = 10;
    private static final String TO_STORAGE = "If that is GitLab's object storage, it ";
    private static final int LONGEST_ORIGIN = 300;

    private final HttpTransport transport;

    public Redirects(HttpTransport transport) {
        this.transport = transport;
    }

    /**
     * Sends the request and follows the redirects of a GET. An answer to another method comes back as it is: a body
     * sent to an address that nobody named would be a surprise.
     *
     * @throws RedirectException if the redirects lead nowhere or to where they must not
     */
    public Response send(Request request) throws IOException, InterruptedException {
        return send(request, true);
    }

    /**
     * Sends the request as {@link #send} does, but never to another origin: for what only the one that was asked can tell.
     *
     * @throws RedirectException also if a redirect leads to another origin; nothing is asked there
     */
    public Response sendWithinOrigin(Request request) throws IOException, InterruptedException {
        return send(request, false);
    }

    private Response send(Request request, boolean mayLeave) throws IOException, InterruptedException {
        Request current = request;
        boolean stayed = true;
        for (int hops = 0; ; hops++) {
            Response response = stayed ? transport.send(current, true) : sendAway(current, request.address());
            Optional<HttpAddress> next;
            try {
                next = next(current, response, mayLeave);
            } catch (RedirectException e) {
                response.close();
                throw e;
            }
            if (next.isEmpty()) {
                return response;
            }
            // The body of a redirect is a short page; reading it keeps the connection.
            response.text(4096);
            response.close();
            if (hops == MOST) {
                throw new RedirectException(request.address(), "redirects more than " + MOST + " times");
            }
            stayed = stayed && next.get().sameOrigin(request.address());
            current = current.redirectedTo(next.get());
        }
    }

    private Response sendAway(Request request, HttpAddress asked) throws IOException, InterruptedException {
        try {
            return transport.send(request, false);
        } catch (ConnectionException e) {
            String origin = PrintableText.line(request.address().origin(), LONGEST_ORIGIN);
            throw new ConnectionException(
                    asked.origin() + " redirects to " + origin + ": " + e.getMessage(),
                    TO_STORAGE
                            + "has to be reached from here, or GitLab has to pass downloads on itself (proxy_download)",
                    e);
        }
    }

    private static Optional<HttpAddress> next(Request request, Response response, boolean mayLeave)
            throws RedirectException {
        boolean redirect =
                REDIRECTS.contains(response.status()) && request.method().equals("GET");
        Optional<String> location = response.header("Location");
        if (!redirect || location.isEmpty()) {
            return Optional.empty();
        }
        HttpAddress next;
        try {
            next = request.address().resolve(location.get());
        } catch (IllegalArgumentException e) {
            // The location itself stays unsaid: it may carry a signature.
            throw new RedirectException(request.address(), "redirects to an unusable address: " + e.getMessage());
        }
        if (request.address().isSecure() && !next.isSecure()) {
            throw new RedirectException(
                    request.address(),
                    "redirects from https to http, to " + next.origin()
                            + (mayLeave
                                    ? ". " + TO_STORAGE + "needs https, or GitLab has to pass downloads on itself"
                                            + " (proxy_download)"
                                    : ""));
        }
        if (!mayLeave && !next.sameOrigin(request.address())) {
            throw new RedirectException(
                    request.address(),
                    "redirects to " + next.origin() + ": use that as gitlabUrl if it is the same GitLab");
        }
        return Optional.of(next);
    }
}
