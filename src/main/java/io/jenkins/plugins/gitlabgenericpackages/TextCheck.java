package io.jenkins.plugins.gitlabgenericpackages;

import hudson.Util;
import hudson.util.FormValidation;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Checks what a form says by a rule of the client. The client's own messages go into build logs, which have one language;
 * a form says in its reader's language what is wanted.
 */
final class TextCheck {
    private TextCheck() {}

    /** Like {@link #required}, but a blank text has a default. */
    static FormValidation optional(String value, Consumer<String> rule, String wanted) {
        return Util.fixEmptyAndTrim(value) == null ? FormValidation.ok() : required(value, rule, wanted);
    }

    /** @param rule throws an {@link IllegalArgumentException} for a text that cannot work */
    static FormValidation required(String value, Consumer<String> rule, String wanted) {
        String text = Util.fixNull(value).strip();
        return hasVariable(text) ? FormValidation.ok() : check(text, rule, wanted);
    }

    /**
     * A blank number has a default.
     *
     * @param rule throws an {@link IllegalArgumentException} for a number beyond these two
     */
    static FormValidation number(String value, IntConsumer rule, int least, int most) {
        String number = Util.fixEmptyAndTrim(value);
        return number == null
                ? FormValidation.ok()
                : check(number, text -> rule.accept(Integer.parseInt(text)), Messages.TextCheck_Number(least, most));
    }

    /** What a variable stands for is known only in a build. */
    static boolean hasVariable(String text) {
        return text.contains("$");
    }

    private static FormValidation check(String text, Consumer<String> rule, String wanted) {
        try {
            rule.accept(text);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(wanted);
        }
    }
}
