package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import java.io.Serializable;

/**
 * A file of a generic package that a release links.
 *
 * @param project number or path of the file's project, as the address has it
 * @param url the address that downloads it
 */
public record ReleaseFile(String project, PackageFile file, String url) implements Serializable {
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
