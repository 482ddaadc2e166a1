package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;

/** How the test double refuses to write while it is read-only; reading goes on. */
public enum Maintenance {
    OFF,
    /** 503 with {@code Retry-After}. */
    UNAVAILABLE,
    /** 403 with words. */
    FORBIDDEN,
    /** A redirect to a page of the same GitLab, as a browser would need it. */
    REDIRECTED;

    private static final String WORDS = "You cannot perform write operations on a read-only instance";

    void check(HttpRequest request, String contextPath) throws Refusal {
        if (request.method().equals("GET") || request.method().equals("HEAD")) {
            return;
        }
        switch (this) {
            case UNAVAILABLE -> throw new Refusal(Answer.message(503).with("Retry-After", 60));
            case FORBIDDEN -> throw Refusals.message(403, WORDS);
            case REDIRECTED -> throw new Refusal(Answer.redirect(301, request.url(contextPath + "/")));
            default -> {
                return;
            }
        }
    }
}
