package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.io.Serializable;

/** A file's place in a project's registry. */
public record PackageFile(GenericPackage owner, PackageFileName name) implements Serializable {
    /** @throws IllegalArgumentException if something is missing; also when one is deserialised */
    public PackageFile {
        if (owner == null || name == null) {
            throw new IllegalArgumentException("a file has a package and a name");
        }
    }

    @Override
    public String toString() {
        return name + " of " + owner;
    }
}
