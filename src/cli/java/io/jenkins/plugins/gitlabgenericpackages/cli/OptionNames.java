package io.jenkins.plugins.gitlabgenericpackages.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/** Turns the parameter names in the client's messages into the options that stand for them here. */
final class OptionNames {
    private static final String COMMON_WORDS =
            "ref|keep|file|includes|excludes|dir|path|hidden|parallel|retries|sha256|verify|checksums";
    private static final String OWN_WORDS =
            "tagName|releasedAt|keepDays|keepVersions|keepReleased|atMost|dryRun|gitlabUrl|projectId|packageName"
                    + "|packageVersion|packageProjectId|tokenType|fileName|allowEmpty|defaultExcludes|ifExists";

    /** Names that are also words of English count in quotation marks, or where a message begins with one. */
    private static final Pattern NAME = Pattern.compile("'(?<quoted>" + COMMON_WORDS + "|" + OWN_WORDS + ")'"
            + "|^(?<first>parallel|retries|keep)(?= must )"
            + "|(?<![\\w/.%'-])(?<own>" + OWN_WORDS + ")(?![\\w/%'-]|\\.\\w)");

    private OptionNames() {}

    static String in(String message) {
        return NAME.matcher(message).replaceAll(match -> option(match.group().replace("'", "")));
    }

    /** Returns the option for a parameter: {@code --file-name} for {@code fileName}. */
    static String option(String parameter) {
        return "--" + parameter.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
