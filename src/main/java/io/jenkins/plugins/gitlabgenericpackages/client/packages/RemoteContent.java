package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What GitLab tells of a file's content: all of it, some, or nothing.
 *
 * @param size in bytes
 */
public record RemoteContent(OptionalLong size, Optional<Sha256> sha256) {
    public static final RemoteContent UNKNOWN = new RemoteContent(OptionalLong.empty(), Optional.empty());

    /** Content of which the size and the digest are known. */
    public RemoteContent(long size, Sha256 sha256) {
        this(OptionalLong.of(size), Optional.of(sha256));
    }

    /** Returns whether GitLab told that digest; false also when it told none. */
    public boolean has(Sha256 digest) {
        return sha256.filter(digest::equals).isPresent();
    }

    /** Returns whether something that GitLab told shows that it is not this file. */
    public boolean contradicts(FileContent other) {
        return size.isPresent() && size.getAsLong() != other.size()
                || sha256.isPresent() && !sha256.get().equals(other.sha256());
    }

    @Override
    public String toString() {
        return "sha256 " + sha256.map(Sha256::hex).orElse("unknown") + ", "
                + (size.isPresent() ? size.getAsLong() + " bytes" : "size unknown");
    }
}
