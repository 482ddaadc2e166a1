package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that GitLab has.
 *
 * @param id GitLab's id of it, where it was told
 */
record Delivered(FileContent content, OptionalLong id, Verifier verifiedBy) {

    /** Returns the same with the MD5, where that could be computed here. */
    Delivered withMd5(Optional<Md5> computed) {
        return computed.isEmpty() ? this : new Delivered(content.withMd5(computed.get()), id, verifiedBy);
    }
}
