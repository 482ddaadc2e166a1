package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.ParameterNames;
import java.util.Locale;

/** Turns the parameter names in the client's messages into the options that stand for them here. */
final class OptionNames {
    private OptionNames() {}

    static String in(String message) {
        return ParameterNames.replaced(message, OptionNames::option);
    }

    /** Returns the option for a parameter: {@code --file-name} for {@code fileName}. */
    static String option(String parameter) {
        return "--" + parameter.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
