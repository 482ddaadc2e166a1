package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Action;
import org.json.JSONObject;

/** What the test double refuses with, worded as GitLab words it. */
final class Refusals {
    private static final String REALM = "Basic realm=\"GitLab Packages Registry\"";

    private Refusals() {}

    static Refusal message(int status, String message) {
        return new Refusal(Answer.message(status, message));
    }

    static Refusal invalid(String error) {
        return new Refusal(Answer.json(400, new JSONObject().put("error", error)));
    }

    static Refusal badRequest(String reason) {
        return message(400, "400 Bad request - " + reason);
    }

    static Refusal unauthorized() {
        return message(401, "401 Unauthorized");
    }

    /** What the generic routes say to a stranger. */
    static Refusal signIn() {
        return new Refusal(Answer.message(401, "401 Unauthorized").with("WWW-Authenticate", REALM));
    }

    static Refusal invalidToken(String description) {
        return new Refusal(error(401, "invalid_token", description));
    }

    static Refusal forbidden() {
        return message(403, "403 Forbidden");
    }

    static Refusal forbidden(String reason) {
        return message(403, "403 Forbidden - " + reason);
    }

    static Refusal jobNotAllowed(Project project) {
        return forbidden("Authentication by CI/CD job token not allowed from the job's project to " + project.name()
                + ".");
    }

    static Refusal jobPolicyMissing(Project project, Action action) {
        return forbidden("Insufficient permissions to access this resource in project " + project.name()
                + ". The following token permission is required: " + action.jobPolicy() + ".");
    }

    static Refusal granular(String reason) {
        return new Refusal(error(403, "insufficient_granular_scope", "Access denied: " + reason));
    }

    static Refusal insufficientScope(String scopes) {
        String description = "The request requires higher privileges than provided by the access token.";
        Answer answer = Answer.json(
                403,
                new JSONObject()
                        .put("error", "insufficient_scope")
                        .put("error_description", description)
                        .put("scope", scopes));
        return new Refusal(answer);
    }

    /** No such package or file; GitLab writes it with a small f. */
    static Refusal notFound() {
        return message(404, "404 Not found");
    }

    /** No such project, or none that the asker of a generic route may know of. */
    static Refusal hidden() {
        return message(404, "404 Not Found");
    }

    static Refusal projectNotFound() {
        return message(404, "404 Project Not Found");
    }

    private static Answer error(int status, String error, String description) {
        return Answer.json(
                status, new JSONObject().put("error", error).put("error_description", description));
    }
}
