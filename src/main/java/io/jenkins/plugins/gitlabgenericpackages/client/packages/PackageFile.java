package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.io.Serializable;

/** A file's place in a project's registry. */
public record PackageFile(GenericPackage owner, PackageFileName name) implements Serializable {
    @Override
    public String toString() {
        return name + " of " + owner;
    }
}
