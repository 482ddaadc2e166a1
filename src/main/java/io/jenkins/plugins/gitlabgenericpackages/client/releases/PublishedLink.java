package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import java.io.Serializable;

/**
 * A link of a release to a file of a generic package.
 *
 * @param url where it leads
 * @param directUrl its permanent address; {@code url} where it has none
 */
public record PublishedLink(String name, String url, String directUrl, Change change) implements Serializable {
    /** What became of a link. */
    public enum Change {
        /** It was right before. */
        KEPT,
        ADDED,
        /** It led to another version of the package. */
        CHANGED,
        /** The file that it led to is not there any more. */
        REMOVED
    }
}
