package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is in a file that was transferred.
 *
 * @param size in bytes
 * @param md5 in hexadecimal, by which Jenkins recognises a file again. It proves nothing: anybody can make two files with
 *     one MD5. Null when it was not wanted, or Java has none as in FIPS mode; {@link #knownMd5} says so
 */
public record FileContent(long size, Sha256 sha256, String md5) implements Serializable {
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    /** @throws IllegalArgumentException if no file can be so; also when one is deserialised */
    public FileContent {
        if (size < 0 || sha256 == null) {
            throw new IllegalArgumentException("a file has a size and a digest");
        }
        if (md5 != null && !MD5.matcher(md5).matches()) {
            throw new IllegalArgumentException("not an MD5 of 32 hexadecimal digits in lower case");
        }
    }

    public Optional<String> knownMd5() {
        return Optional.ofNullable(md5);
    }
}
