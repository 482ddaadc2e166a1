package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import java.util.Optional;

/**
 * A link of a release, as GitLab tells it.
 *
 * @param directUrl the permanent address, or the same as {@code url} where it has none
 * @param target the file of a generic package that it leads to; empty for any other address
 */
record ReleaseLink(long id, String name, String url, String directUrl, Optional<LinkTarget> target) {
    private static final String PERMANENT = "/downloads/";

    /** Returns what the permanent address ends with, beginning with a slash; empty where it has none. */
    String path() {
        int at = directUrl.equals(url) ? -1 : directUrl.indexOf(PERMANENT);
        return at < 0 ? "" : directUrl.substring(at + PERMANENT.length() - 1);
    }

    ReleaseLink leadingTo(LinkTarget known) {
        return new ReleaseLink(id, name, url, directUrl, Optional.of(known));
    }
}
