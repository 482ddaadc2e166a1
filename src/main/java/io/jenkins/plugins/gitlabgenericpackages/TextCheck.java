package io.jenkins.plugins.gitlabgenericpackages;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.client.InvalidRequestException;
import java.util.function.Consumer;

/** Checks a form's text by a rule of the client. */
final class TextCheck {
    private TextCheck() {}

    /** Like {@link #required}, but a blank text has a default. */
    static FormValidation optional(String value, Consumer<String> rule) {
        return Util.fixEmptyAndTrim(value) == null ? FormValidation.ok() : required(value, rule);
    }

    static FormValidation required(String value, Consumer<String> rule) {
        String text = Util.fixNull(value).strip();
        if (hasVariable(text)) {
            return FormValidation.ok();
        }
        try {
            rule.accept(text);
            return FormValidation.ok();
        } catch (InvalidRequestException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** What a variable stands for is known only in a build. */
    static boolean hasVariable(String text) {
        return text.contains("$");
    }
}
