package io.jenkins.plugins.gitlabgenericpackages.releases;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** A release as Pipelines see it. It may be kept in a variable over a restart. Immutable. */
public final class GenericPackageRelease implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String tagName;
    private final String url;
    private final boolean created;
    private final ArrayList<GenericPackageReleaseLink> links;

    GenericPackageRelease(String tagName, String url, boolean created, ArrayList<GenericPackageReleaseLink> links) {
        this.tagName = tagName;
        this.url = url;
        this.created = created;
        this.links = links;
    }

    @Whitelisted
    @NonNull
    public String getTagName() {
        return tagName;
    }

    /** Returns the address of its page in GitLab; empty if GitLab does not tell. */
    @Whitelisted
    @NonNull
    public String getUrl() {
        return url;
    }

    /** Returns whether the step has made it, since Jenkins was started the last time. */
    @Whitelisted
    public boolean isCreated() {
        return created;
    }

    /** Returns its links to the files that were asked for, and those that were removed. */
    @Whitelisted
    @NonNull
    public List<GenericPackageReleaseLink> getLinks() {
        return new ArrayList<>(links);
    }

    @Whitelisted
    @Override
    public String toString() {
        return tagName;
    }
}
