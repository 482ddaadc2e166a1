package io.jenkins.plugins.gitlabgenericpackages.builds;

import hudson.Functions;
import java.text.DecimalFormatSymbols;
import org.jvnet.localizer.LocaleProvider;

/** Sizes for people: core's words, and the decimal point of the reader, which core leaves out. */
final class ReadableSize {
    private ReadableSize() {}

    static String of(long bytes) {
        char point =
                DecimalFormatSymbols.getInstance(LocaleProvider.getLocale()).getDecimalSeparator();
        return Functions.humanReadableByteSize(bytes).replace('.', point);
    }
}
