package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;

/** What a client proves its rights with. {@link #toString} never shows it. */
public final class Token implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_ORIGIN = 300;

    /** Of shells, a Jenkinsfile, PowerShell and Windows. In small letters it may be somebody's password. */
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{.*\\}|\\$((?i:env):)?[A-Z][A-Z0-9_]*|%[A-Z][A-Z0-9_]*%");

    private static final Pattern VARIABLE_IN_ANY_CASE = Pattern.compile(VARIABLE.pattern(), Pattern.CASE_INSENSITIVE);
    private static final Pattern MASK = Pattern.compile("\\[MASKED\\]|\\*+");

    private final String header;
    private final String value;

    /** Where it comes from; for no token, what to do to send one. */
    private final String origin;

    private Token(String header, String value, String origin) {
        this.header = header;
        this.value = value;
        this.origin = origin;
    }

    /** No token at all: enough to download from a public project. */
    public static Token anonymous() {
        return anonymous("");
    }

    /** @param advice what to do to send a token, for messages, such as {@code set the variable GITLAB_TOKEN} */
    public static Token anonymous(String advice) {
        return new Token("", "", PrintableText.line(advice, LONGEST_ORIGIN));
    }

    /** @throws InvalidRequestException if the secret is empty or contains what no token contains */
    public static Token of(String secret, TokenType type) {
        String token = PrintableText.withoutByteOrderMark(secret).strip();
        if (token.isEmpty()) {
            throw new InvalidRequestException("The token is empty");
        }
        if (!token.matches("[!-~]+")) {
            throw new InvalidRequestException("The token contains a space or another character that no token has");
        }
        checkReplaced(token, VARIABLE_IN_ANY_CASE);
        TokenType kind = type == TokenType.AUTO ? TokenType.told(token).orElse(TokenType.PRIVATE) : type;
        return new Token(kind.header(), token, "");
    }

    /**
     * A user name with a password or a token as password. A token that shows its kind by its prefix is sent in its own
     * header, since GitLab takes Basic authentication for the files, but not for the lists.
     */
    public static Token basic(String userName, String password) {
        if (TokenType.told(password).isPresent()) {
            return of(password, TokenType.AUTO);
        }
        checkReplaced(password, VARIABLE);
        byte[] login = (userName + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Token("Authorization", "Basic " + Base64.getEncoder().encodeToString(login), "");
    }

    private static void checkReplaced(String secret, Pattern variable) {
        if (variable.matcher(secret).matches()) {
            throw new InvalidRequestException(
                    "The token is a variable that nothing has replaced, such as $NAME or %NAME%:"
                            + " single quotes keep it, and another shell writes it otherwise");
        }
        if (MASK.matcher(secret).matches()) {
            throw new InvalidRequestException("The token is what a log shows in place of one: get the token itself");
        }
    }

    /** @param place where the same token comes from, for messages, such as {@code the variable GITLAB_TOKEN} */
    public Token from(String place) {
        return new Token(header, value, PrintableText.line(place, LONGEST_ORIGIN));
    }

    /** Returns whether GitLab may list packages for it. It never does for deploy tokens; a password may be one. */
    public boolean canList() {
        return !header.equals(TokenType.DEPLOY.header());
    }

    /** Returns whether a refused list may only mean that this kind of token cannot list. */
    public boolean mayBeUnableToList() {
        return !isAnonymous() && !isAccessToken();
    }

    /** Returns whether GitLab knows this kind of token in all of its API, not only in a project's packages. */
    public boolean isAccessToken() {
        return header.equals(TokenType.PRIVATE.header());
    }

    /** Returns whether it is that of a GitLab CI job. */
    public boolean isJobToken() {
        return header.equals(TokenType.JOB.header());
    }

    /** Returns whether it is no token at all. */
    public boolean isAnonymous() {
        return header.isEmpty();
    }

    /** Returns whether it is a user name with a password that does not tell of which kind it is. */
    public boolean isLogin() {
        return header.equals("Authorization");
    }

    public String kind() {
        return isAnonymous() ? "no token" : isLogin() ? "user name and password" : header;
    }

    /** Says for messages where it comes from and how it is sent, as far as that is known. */
    public String words() {
        String kind = TokenType.words(kind());
        return isAnonymous() || origin.isEmpty() ? kind : origin + ", as " + kind;
    }

    /** Says as a sentence what was sent, and of no token what to do about it. */
    public String sent() {
        return !isAnonymous() ? "Sent with " + words() : "No token was sent" + (origin.isEmpty() ? "" : ": " + origin);
    }

    public Credentials credentials() {
        return isAnonymous() ? Credentials.NONE : Credentials.of(header, value);
    }

    /** Equal are those that prove the same, and that messages call the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Token token
                && header.equals(token.header)
                && value.equals(token.value)
                && origin.equals(token.origin);
    }

    @Override
    public int hashCode() {
        return Objects.hash(header, value, origin);
    }

    @Override
    public String toString() {
        return kind();
    }
}
