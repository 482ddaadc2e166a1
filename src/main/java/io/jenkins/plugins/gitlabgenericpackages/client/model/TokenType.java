package io.jenkins.plugins.gitlabgenericpackages.client.model;

import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of token that GitLab tells apart by the header that carries them. */
public enum TokenType {
    /** By the token's prefix, also behind one that a GitLab has of its own; {@link #PRIVATE} if it has none of these. */
    AUTO("", ""),
    /** Personal, project and group access tokens. */
    PRIVATE("PRIVATE-TOKEN", "glpat-"),
    DEPLOY("DEPLOY-TOKEN", "gldt-"),
    /** The {@code CI_JOB_TOKEN} of a GitLab CI job. */
    JOB("JOB-TOKEN", "glcbt-");

    private final String header;
    private final String prefix;

    TokenType(String header, String prefix) {
        this.header = header;
        this.prefix = prefix;
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
