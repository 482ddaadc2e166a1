package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import java.util.Optional;
import java.util.Set;

/** GitLab, or a proxy before it, answered with a status that means failure. */
public final class GitLabException extends RegistryException {
    private static final long serialVersionUID = 1L;
    private static final Set<Integer> AMBIGUOUS = Set.of(500, 502, 503, 504);
    private static final Set<Integer> RETRYABLE = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final int status;
    private final String said;
    private final boolean duplicate;
    private final boolean missing;
    private final String retryAfter;
    private final String rateLimitReset;

    private GitLabException(String said, String hint, Response response, ErrorBody body) {
        super(hint.isEmpty() ? said : said + ". " + hint);
        this.said = said;
        this.status = response.status();
        this.duplicate = Hints.isDuplicate(status, body);
        this.missing = Hints.isMissing(status, body);
        this.retryAfter = response.header("Retry-After").orElse(null);
        this.rateLimitReset = response.header("RateLimit-Reset").orElse(null);
    }

    /** Reads the answer's body for GitLab's own words; parsing it never fails. */
    public static GitLabException of(Response response, Token token) {
        ErrorBody body = ErrorBody.of(response);
        String words = body.words();
        StringBuilder message = new StringBuilder("status " + response.status());
        if (!words.isEmpty()) {
            // GitLab's own words often begin with the status.
            String prefix = response.status() + " ";
            message.append(": ").append(words.startsWith(prefix) ? words.substring(prefix.length()) : words);
        }
        String hint = Hints.forAnswer(response, body, token);
        return new GitLabException(message.toString(), hint, response, body);
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

    /** Returns status and words of the answer, without anything that is ours. */
    public String said() {
        return said;
    }

    /** Returns whether the project is there, and the package or the file is not. */
    public boolean isMissing() {
        return missing;
    }

    public int status() {
        return status;
    }

    /** Returns whether what was asked for may have been done all the same: somebody on the way back failed. */
    public boolean isAmbiguous() {
        return AMBIGUOUS.contains(status);
    }

    /** Returns whether trying again may help. */
    public boolean isRetryable() {
        return RETRYABLE.contains(status);
    }

    Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    Optional<String> rateLimitReset() {
        return Optional.ofNullable(rateLimitReset);
    }
}
