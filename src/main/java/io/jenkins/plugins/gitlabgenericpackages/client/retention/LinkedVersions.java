package io.jenkins.plugins.gitlabgenericpackages.client.retention;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.util.Map;

/** Finds what releases link. */
@FunctionalInterface
public interface LinkedVersions {
    /**
     * What is linked, each with the tag of a release.
     *
     * @param versions of the package
     * @param packages ids of packages, for links that tell no more
     * @param files ids of files of any package, for links that tell no more
     */
    record Links(Map<String, String> versions, Map<Long, String> packages, Map<Long, String> files) {
        static final Links NONE = new Links(Map.of(), Map.of(), Map.of());
    }

    /**
     * @param fresh whether it may be no minute old
     * @throws RegistryException also if the releases may not be read: then nobody can tell
     */
    Links find(String packageName, boolean fresh) throws RegistryException, InterruptedException;
}
