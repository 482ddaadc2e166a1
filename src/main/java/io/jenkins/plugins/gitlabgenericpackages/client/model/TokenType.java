package io.jenkins.plugins.gitlabgenericpackages.client.model;

import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of token that GitLab tells apart by the header that carries them. */
public enum TokenType {
    /** By the token's prefix, also behind one that a GitLab has of its own; {@link #PRIVATE} if it has none of these. */
    AUTO("", "", ""),
    /** Personal, project and group access tokens. */
    PRIVATE("PRIVATE-TOKEN", "glpat-", "an access token"),
    DEPLOY("DEPLOY-TOKEN", "gldt-", "a deploy token"),
    /** The {@code CI_JOB_TOKEN} of a GitLab CI job. */
    JOB("JOB-TOKEN", "glcbt-", "a CI job token");

    private final String header;
    private final String prefix;
    private final String words;

    TokenType(String header, String prefix, String words) {
        this.header = header;
        this.prefix = prefix;
        this.words = words;
    }

    /** Says for messages what a token is that is sent by that header; as the header calls it if no kind has it. */
    static String words(String header) {
        return Stream.of(PRIVATE, DEPLOY, JOB)
                .filter(type -> type.header.equals(header))
                .map(type -> type.words)
                .findFirst()
                .orElse(header);
    }

    String header() {
        return header;
    }

    /** Returns the kind that the token's prefix tells. */
    static Optional<TokenType> told(String token) {
        return Stream.of(PRIVATE, DEPLOY, JOB)
                .filter(type -> token.startsWith(type.prefix) || token.contains("-" + type.prefix))
                .findFirst();
    }
}
