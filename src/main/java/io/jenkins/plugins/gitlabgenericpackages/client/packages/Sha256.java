package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A digest of the kind that GitLab keeps of every file, and by which files are verified.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
public record Sha256(String hex) implements Serializable {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /** The digest of no bytes at all. */
    public static final Sha256 OF_NOTHING =
            new Sha256("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    /** @throws IllegalArgumentException if it is no digest; also when one is deserialised */
    public Sha256 {
        if (hex == null || !HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256 of 64 hexadecimal digits in lower case");
        }
    }

    /** Returns the digest that a text says, in whatever case; nothing if it says none. */
    public static Optional<Sha256> read(String text) {
        String hex = text.toLowerCase(Locale.ROOT);
        return HEX.matcher(hex).matches() ? Optional.of(new Sha256(hex)) : Optional.empty();
    }

    /** Returns the result of a computation that {@link #newDigest} began, and ends it. */
    public static Sha256 of(MessageDigest computed) {
        return new Sha256(HexFormat.of().formatHex(computed.digest()));
    }

    /** Begins a computation. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
