package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A digest by which Jenkins recognises a file again. It proves nothing: anybody can make two files with one MD5.
 *
 * @param hex 32 hexadecimal digits in lower case
 */
public record Md5(String hex) implements Serializable {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

    /** @throws IllegalArgumentException if it is no digest; also when one is deserialised */
    public Md5 {
        if (hex == null || !HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not an MD5 of 32 hexadecimal digits in lower case");
        }
    }

    /** Returns the digest that a text says, in whatever case; nothing if it says none. */
    public static Optional<Md5> read(String text) {
        String hex = text.toLowerCase(Locale.ROOT);
        return HEX.matcher(hex).matches() ? Optional.of(new Md5(hex)) : Optional.empty();
    }

    /** Returns nothing where Java has no MD5, as in FIPS mode. */
    public static Optional<MessageDigest> newDigest() {
        try {
            return Optional.of(MessageDigest.getInstance("MD5"));
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }

    /** Returns the result of a computation, and ends it. */
    public static Md5 of(MessageDigest computed) {
        return new Md5(HexFormat.of().formatHex(computed.digest()));
    }

    @Override
    public String toString() {
        return hex;
    }
}
