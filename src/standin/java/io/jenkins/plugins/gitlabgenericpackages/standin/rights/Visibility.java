package io.jenkins.plugins.gitlabgenericpackages.standin.rights;

import java.util.Locale;

/** Who sees a project of the test double without being a member. */
public enum Visibility {
    PUBLIC,
    INTERNAL,
    PRIVATE;

    /** @param signedIn whether a user of this GitLab asks; a deploy token is none */
    public boolean opensTo(boolean signedIn) {
        return this == PUBLIC || this == INTERNAL && signedIn;
    }

    /** Returns the word of GitLab's API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
