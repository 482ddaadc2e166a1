package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A release as it is now.
 *
 * @param url the address of its page; empty if GitLab does not tell
 * @param created whether this run has made it
 * @param links its links to the files that were asked for, and those that were removed
 */
public record PublishedRelease(String tagName, String url, boolean created, List<PublishedLink> links)
        implements Serializable {
    public PublishedRelease {
        // A list of its own: others travel between Javas of different versions less well.
        links = new ArrayList<>(links);
    }
}
