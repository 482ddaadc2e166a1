package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import org.json.JSONObject;

/** What the test double refuses with, worded as GitLab words it. */
final class Refusals {
    private Refusals() {}

    static Refusal message(int status, String message) {
        return new Refusal(Answer.message(status, message));
    }

    static Refusal invalid(String error) {
        return new Refusal(Answer.json(400, new JSONObject().put("error", error)));
    }

    static Refusal unauthorized() {
        return message(401, "401 Unauthorized");
    }

    static Refusal forbidden() {
        return message(403, "403 Forbidden");
    }

    static Refusal notFound() {
        return message(404, "404 Not found");
    }

    static Refusal projectNotFound() {
        return message(404, "404 Project Not Found");
    }

    static Refusal insufficientScope() {
        return new Refusal(Answer.json(
                403,
                new JSONObject()
                        .put("error", "insufficient_scope")
                        .put(
                                "error_description",
                                "The request requires higher privileges than provided by the access token.")
                        .put("scope", "api")));
    }
}
