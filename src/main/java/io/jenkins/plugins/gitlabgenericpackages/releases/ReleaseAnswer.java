package io.jenkins.plugins.gitlabgenericpackages.releases;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedLink;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedRelease;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseRequest;
import java.util.ArrayList;

/**
 * What an agent says of a release. An agent may say anything: what is kept of it is bounded text on one line, and of
 * the release's page only an address of that GitLab.
 */
record ReleaseAnswer(PublishedRelease release) {
    private static final int LONGEST = 8 * 1024;
    private static final int MOST_LINKS = 150_000;

    /** @throws AbortException if it cannot be the answer */
    GenericPackageRelease shown(Registry registry, ReleaseRequest asked) throws AbortException {
        if (!asked.tagName().equals(release.tagName()) || release.links().size() > MOST_LINKS) {
            throw new AbortException(
                    "The agent's answer is refused: it is about another release, or has too many links");
        }
        ArrayList<GenericPackageReleaseLink> links = new ArrayList<>();
        for (PublishedLink link : release.links()) {
            if (link == null || link.change() == null) {
                throw new AbortException("The agent's answer is refused: a link is missing");
            }
            links.add(new GenericPackageReleaseLink(
                    line(link.name()), line(link.url()), line(link.directUrl()), link.change()));
        }
        String url = line(release.url());
        boolean known = url.startsWith(GitLabUrl.frontPage(registry.gitlabUrl()) + "/");
        return new GenericPackageRelease(release.tagName(), known ? url : "", release.created(), links);
    }

    private static String line(String text) {
        return PrintableText.line(Util.fixNull(text), LONGEST);
    }
}
