package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import java.util.Optional;
import java.util.Set;

/** GitLab, or a proxy before it, answered with a status that means failure. */
public final class GitLabException extends RegistryException {
    private static final long serialVersionUID = 1L;
    private static final Set<Integer> AMBIGUOUS = Set.of(500, 502, 504);
    private static final Set<Integer> RETRYABLE = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final int status;
    private final boolean duplicate;
    private final String retryAfter;
    private final String rateLimitReset;

    private GitLabException(String message, Response response, boolean duplicate) {
        super(message);
        this.status = response.status();
        this.duplicate = duplicate;
        this.retryAfter = response.header("Retry-After").orElse(null);
        this.rateLimitReset = response.header("RateLimit-Reset").orElse(null);
    }

    /** Reads the answer's body for GitLab's own words; parsing it never fails. */
    public static GitLabException of(Response response, Token token) {
        String words = ErrorBody.words(response);
        StringBuilder message = new StringBuilder("status " + response.status());
        if (!words.isEmpty()) {
            // GitLab's own words often begin with the status.
            String prefix = response.status() + " ";
            message.append(": ").append(words.startsWith(prefix) ? words.substring(prefix.length()) : words);
        }
        String hint = Hints.forAnswer(response, words, token);
        if (!hint.isEmpty()) {
            message.append(". ").append(hint);
        }
        return new GitLabException(message.toString(), response, Hints.isDuplicate(response.status(), words));
    }

    /** Returns whether a list failed since GitLab shows lists to other kinds of tokens only: this one may still transfer. */
    static boolean isRefusedList(RegistryException failure, Token token) {
        if (!(failure.getCause() instanceof GitLabException answer)) {
            return false;
        }
        return switch (answer.status()) {
            case 403 -> true;
            case 401, 404 -> token.mayBeUnableToList();
            default -> false;
        };
    }

    /** Returns whether GitLab refused a second file of one name. */
    public boolean isDuplicate() {
        return duplicate;
    }

    public int status() {
        return status;
    }

    /** Returns whether what was asked for may have been done all the same: somebody on the way back failed. */
    public boolean isAmbiguous() {
        return AMBIGUOUS.contains(status);
    }

    boolean isRetryable() {
        return RETRYABLE.contains(status);
    }

    Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    Optional<String> rateLimitReset() {
        return Optional.ofNullable(rateLimitReset);
    }
}
