package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.io.Serializable;
import java.util.Optional;

/**
 * What is in a file that was transferred.
 *
 * @param size in bytes
 * @param md5 null when it was not wanted, or Java has none as in FIPS mode; {@link #knownMd5} says so
 */
public record FileContent(long size, Sha256 sha256, Md5 md5) implements Serializable {

    /** @throws IllegalArgumentException if no file can be so; also when one is deserialised */
    public FileContent {
        if (size < 0 || sha256 == null) {
            throw new IllegalArgumentException("a file has a size and a digest");
        }
    }

    public Optional<Md5> knownMd5() {
        return Optional.ofNullable(md5);
    }
}
