package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.util.Locale;

/** Numbers of bytes for people. */
public final class BinarySize {
    private BinarySize() {}

    /** Returns the number with a binary unit, such as {@code 3.4 GiB}. */
    public static String of(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int exponent = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        return String.format(
                Locale.ROOT, "%.1f %ciB", bytes / (double) (1L << exponent * 10), " KMGTPE".charAt(exponent));
    }
}
