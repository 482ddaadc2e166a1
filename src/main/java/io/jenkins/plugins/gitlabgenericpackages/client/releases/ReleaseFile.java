package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import java.io.Serializable;

/**
 * A file of a generic package that a release links.
 *
 * @param project number or path of the file's project, as the address has it; empty where that tells none
 * @param url the address that downloads it
 */
public record ReleaseFile(String project, PackageFile file, String url) implements Serializable {
    /** Returns a file that an upload or a download told. */
    public static ReleaseFile of(Registry registry, PackageFile file, String url) {
        String api = GitLabUrl.api(registry.gitlabUrl()).toString();
        return new ReleaseFile(LinkTarget.of(url, api).map(LinkTarget::project).orElse(""), file, url);
    }

    String name() {
        return file.name().value();
    }

    /** Returns whether a link leads here, or to another version of the same package. */
    boolean isOfPackage(LinkTarget target) {
        return target.isIn(project) && target.packageName().equals(file.owner().name());
    }

    boolean isAt(LinkTarget target) {
        return isOfPackage(target)
                && target.packageVersion().equals(file.owner().version())
                && target.fileName().equals(name());
    }
}
