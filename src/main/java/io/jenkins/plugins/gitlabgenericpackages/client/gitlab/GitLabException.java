package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/** GitLab, or a proxy before it, answered with a status that means failure. */
public final class GitLabException extends RegistryException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_ORIGIN = 300;
    /** From 520 on: Cloudflare's, of a GitLab behind it that fails or is slow. */
    private static final Set<Integer> RETRYABLE =
            Set.of(408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 530);

    private final int status;
    private final String said;
    private final Refusal refusal;
    private final String retryAfter;
    private final String rateLimitReset;

    private GitLabException(String message, String said, Refusal refusal, Response response) {
        super(message);
        this.said = said;
        this.refusal = refusal;
        this.status = response.status();
        this.retryAfter = response.header("Retry-After").orElse("");
        this.rateLimitReset = response.header("RateLimit-Reset").orElse("");
    }

    /** Reads the answer's body for GitLab's own words; parsing it never fails. */
    public static GitLabException of(Response response, Token token) {
        if (!response.fromAskedOrigin()) {
            return elsewhere(response);
        }
        ErrorBody body = ErrorBody.of(response);
        // GitLab's own words often begin with the status.
        String words =
                body.words().replaceFirst("^" + response.status() + " ", "").replaceFirst("\\.+$", "");
        Refusal refusal = Refusal.of(response, body);
        String said = "status " + response.status() + (words.isEmpty() ? "" : ": " + words);
        String advice = refusal == Refusal.MOVED ? Refusal.moved(response) : refusal.advice(token);
        boolean forgotten = token.isAnonymous() && refusal.isByRights();
        String message = (forgotten ? token.sent() + ". GitLab answered with " : "") + said;
        return new GitLabException(advice.isEmpty() ? message : message + ". " + advice, said, refusal, response);
    }

    /** What another origin says is not GitLab's word, and the token was not sent there. */
    private static GitLabException elsewhere(Response response) {
        Optional<String> code = ErrorBody.storageCode(response);
        Refusal refusal = Refusal.elsewhere(response, code.isPresent());
        String said = "status " + response.status() + " of "
                + PrintableText.line(response.address().origin(), LONGEST_ORIGIN) + ", where GitLab redirects to"
                + code.map(word -> " (" + word + ")").orElse("");
        return new GitLabException(said + ". " + refusal.hint, said, refusal, response);
    }

    /** Returns whether GitLab does not know the token. */
    public boolean isTokenUnknown() {
        return refusal == Refusal.WRONG_TOKEN || refusal == Refusal.ENDED_TOKEN;
    }

    /** Returns whether something before GitLab answers, which knows neither the token nor the project. */
    public boolean isBeforeGitLab() {
        return refusal == Refusal.PAGE || refusal == Refusal.CHALLENGE;
    }

    /** Returns whether GitLab refused a second file of one name. */
    public boolean isDuplicate() {
        return refusal == Refusal.DUPLICATE;
    }

    /** Returns status and words of the answer, without anything that is ours. */
    public String said() {
        return said;
    }

    /** Returns whether GitLab says that the project is there, and what was asked for is not. */
    public boolean isMissing() {
        return refusal == Refusal.MISSING || refusal == Refusal.NO_RELEASE;
    }

    /** Returns whether the project is not there for whoever asks. */
    boolean hidesProject() {
        return refusal.hidesProject();
    }

    /** Returns whether a rule of the project protects what was to be changed. */
    public boolean isProtected() {
        return refusal == Refusal.PROTECTED;
    }

    /** Returns whether a release, or what was to be changed of it, is another one by now. */
    public boolean isOvertaken() {
        return status == 409 || refusal == Refusal.NO_RELEASE || refusal == Refusal.RACE;
    }

    public int status() {
        return status;
    }

    /** Returns whether what was asked for may have been done all the same: somebody on the way back failed. */
    public boolean isAmbiguous() {
        return status >= 500 && RETRYABLE.contains(status);
    }

    /** Returns whether trying again may help. */
    public boolean isRetryable() {
        return RETRYABLE.contains(status) || refusal == Refusal.READ_ONLY && !retryAfter.isEmpty();
    }

    @Override
    public boolean isAway() {
        return isRetryable() || isBeforeGitLab();
    }

    /** Returns how many of so many retries may help. */
    int retries(int most) {
        return isRetryable() ? most : refusal == Refusal.RACE ? Math.min(1, most) : 0;
    }

    /** Returns how long the server asks to be left alone; nothing if it does not, or trying again is of no use. */
    Optional<Duration> asked(Instant now) {
        if (!isRetryable()) {
            return Optional.empty();
        }
        if (retryAfter.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        Instant until;
        try {
            until = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            if (!rateLimitReset.matches("[0-9]{1,12}")) {
                return Optional.empty();
            }
            until = Instant.ofEpochSecond(Long.parseLong(rateLimitReset));
        }
        // At least a second: the server's clock may be behind ours.
        long left = Math.max(1000, Duration.between(now, until).toMillis());
        return Optional.of(Duration.ofMillis(left));
    }
}
