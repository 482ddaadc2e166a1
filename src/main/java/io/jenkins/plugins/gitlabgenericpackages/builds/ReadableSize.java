package io.jenkins.plugins.gitlabgenericpackages.builds;

import hudson.Functions;
import java.text.DecimalFormatSymbols;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Sizes for people: core's words, and the decimal point of the reader, which core leaves out. */
@Restricted(NoExternalUse.class)
public final class ReadableSize {
    private ReadableSize() {}

    public static String of(long bytes) {
        char point =
                DecimalFormatSymbols.getInstance(LocaleProvider.getLocale()).getDecimalSeparator();
        return Functions.humanReadableByteSize(bytes).replace('.', point);
    }
}
