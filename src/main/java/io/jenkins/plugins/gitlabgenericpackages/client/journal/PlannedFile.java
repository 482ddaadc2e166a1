package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import java.io.Serializable;

/**
 * A file that a transfer set out to move.
 *
 * @param name in the package
 * @param path where it is or goes on this side, with {@code /}: for an upload below the base folder, or absolute outside
 *     of it; for a download below the target folder
 */
public record PlannedFile(PackageFileName name, String path) implements Serializable {
    /** @throws IllegalArgumentException if something is missing; also when one is deserialised */
    public PlannedFile {
        if (name == null || path == null) {
            throw new IllegalArgumentException("a planned file has a name and a path");
        }
    }
}
