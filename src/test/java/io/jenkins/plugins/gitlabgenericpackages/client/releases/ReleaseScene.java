package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedLink.Change;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.releases.ReleaseLink;
import io.jenkins.plugins.gitlabgenericpackages.standin.releases.Releases;
import io.jenkins.plugins.gitlabgenericpackages.standin.releases.StoredRelease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A release that is asked for again and again. What a test changes in the fields counts from the next run on. */
final class ReleaseScene {
    static final long PROJECT = Project.DEFAULT.id();
    static final String TAG = "v1.0";

    final Handoff handoff;
    String tag = TAG;
    String ref = "";
    ReleaseDetails details = new ReleaseDetails("", "", "", "");
    List<ReleaseFile> files = List.of();
    String version = "1.0";
    String packageProjectId = "";
    String includes = "";
    String excludes = "";
    boolean prune;

    ReleaseScene(Handoff handoff) {
        this.handoff = handoff;
    }

    Releases releases() {
        return handoff.registry().releases();
    }

    ReleaseRequest request() {
        return new ReleaseRequest(
                tag,
                ref,
                details,
                files,
                version.isEmpty() ? null : PackageSource.of("app", version),
                packageProjectId,
                FileSelection.ofPackage(includes, excludes, false),
                prune);
    }

    PublishedRelease run() throws IOException, InterruptedException {
        return handoff.client().release(request());
    }

    void store(String version, String name) {
        handoff.registry().addFile(PROJECT, "app", version, name.replace("/", "%2F"), name.getBytes());
    }

    StoredRelease release() {
        return releases().release(PROJECT, tag);
    }

    /** Returns the links as GitLab has them, oldest first: each its name and what is behind the project in its address. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        for (ReleaseLink link : release().links()) {
            links.add(0, link.name() + " " + link.url().replaceFirst(".*/packages/generic/", ""));
        }
        return links;
    }

    /** Returns what became of the links, each its name and the word for it. */
    static List<String> changes(PublishedRelease release) {
        return release.links().stream()
                .map(link -> link.name() + " " + link.change())
                .toList();
    }

    static boolean isUnchanged(PublishedRelease release) {
        return !release.created() && release.links().stream().allMatch(link -> link.change() == Change.KEPT);
    }

    /** Returns the files as an upload tells them. */
    List<ReleaseFile> uploaded(List<TransferredFile> told) {
        return told.stream()
                .map(file -> new ReleaseFile(handoff.projectId, file.file(), file.url()))
                .toList();
    }
}
