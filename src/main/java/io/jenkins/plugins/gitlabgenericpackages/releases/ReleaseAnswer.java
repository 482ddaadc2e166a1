package io.jenkins.plugins.gitlabgenericpackages.releases;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedLink;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedRelease;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseFile;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseRequest;
import java.util.ArrayList;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What an agent says of a release. An agent may say anything: what is kept of it is bounded text on one line, and only
 * addresses below that of the step's GitLab or of the files that the step was given.
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
        String gitlab = GitLabUrl.frontPage(registry.gitlabUrl()) + "/";
        Set<String> files = asked.files().stream().map(ReleaseFile::url).collect(Collectors.toSet());
        UnaryOperator<String> known = text -> {
            String address = line(text);
            return address.startsWith(gitlab) || files.contains(address) ? address : "";
        };
        ArrayList<GenericPackageReleaseLink> links = new ArrayList<>();
        // Only in the code they must be of the type.
        for (Object each : release.links()) {
            if (!(each instanceof PublishedLink link) || link.change() == null) {
                throw new AbortException("The agent's answer is refused: a link is missing");
            }
            String url = known.apply(link.url());
            String directUrl = known.apply(link.directUrl());
            links.add(new GenericPackageReleaseLink(
                    line(link.name()), url, directUrl.isEmpty() ? url : directUrl, link.change()));
        }
        return new GenericPackageRelease(release.tagName(), known.apply(release.url()), release.created(), links);
    }

    private static String line(String text) {
        return PrintableText.line(Util.fixNull(text), LONGEST);
    }
}
