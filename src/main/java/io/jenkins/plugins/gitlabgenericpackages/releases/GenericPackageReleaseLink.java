package io.jenkins.plugins.gitlabgenericpackages.releases;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedLink.Change;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** A link of a release as Pipelines see it. Immutable. */
public final class GenericPackageReleaseLink implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String url;
    private final String directUrl;
    private final String change;

    GenericPackageReleaseLink(String name, String url, String directUrl, Change change) {
        this.name = name;
        this.url = url;
        this.directUrl = directUrl;
        this.change = change.name();
    }

    @Whitelisted
    @NonNull
    public String getName() {
        return name;
    }

    /** Returns where it leads; empty if that is no address of the step's GitLab and of none of its files. */
    @Whitelisted
    @NonNull
    public String getUrl() {
        return url;
    }

    /** Returns its permanent address; that where it leads if the step's GitLab tells none of its own. */
    @Whitelisted
    @NonNull
    public String getDirectUrl() {
        return directUrl;
    }

    /** Returns what became of it: {@code KEPT}, {@code ADDED}, {@code CHANGED} or {@code REMOVED}. */
    @Whitelisted
    @NonNull
    public String getChange() {
        return change;
    }

    @Whitelisted
    @Override
    public String toString() {
        return name;
    }
}
