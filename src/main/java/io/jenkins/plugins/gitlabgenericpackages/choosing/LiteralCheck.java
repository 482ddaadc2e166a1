package io.jenkins.plugins.gitlabgenericpackages.choosing;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.servers.CredentialsField;
import io.jenkins.plugins.gitlabgenericpackages.servers.TextCheck;
import java.util.function.BiFunction;

/** Checks fields as those of a step, except that there is no build yet whose variables could stand in them. */
final class LiteralCheck {
    private LiteralCheck() {}

    static FormValidation gitlabUrl(@CheckForNull Item item, String value) {
        return check(item, value, TextCheck::gitlabUrl);
    }

    static FormValidation projectId(@CheckForNull Item item, String value) {
        // Blank means the one of the build's environment to a step.
        return check(item, value, isBlank(value) ? TextCheck::packageName : TextCheck::projectId);
    }

    static FormValidation packageName(@CheckForNull Item item, String value) {
        return check(item, value, TextCheck::packageName);
    }

    /** Checks a rule, or a version; blank means none. */
    static FormValidation packageVersion(@CheckForNull Item item, String value) {
        return isBlank(value) ? FormValidation.ok() : check(item, value, TextCheck::packageVersionRule);
    }

    static FormValidation credentialsId(@CheckForNull Item item, String value, String gitlabUrl) {
        return check(item, value, (of, id) -> CredentialsField.check(of, id, gitlabUrl));
    }

    private static boolean isBlank(String value) {
        return Util.fixEmptyAndTrim(value) == null;
    }

    private static FormValidation check(
            @CheckForNull Item item, String value, BiFunction<Item, String, FormValidation> rule) {
        return Util.fixNull(value).contains("$")
                ? FormValidation.error(Messages.LiteralCheck_Variable())
                : rule.apply(item, value);
    }
}
