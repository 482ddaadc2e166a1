package io.jenkins.plugins.gitlabgenericpackages.client;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the parameters of Pipeline steps in the client's messages, for callers that call them otherwise. */
public final class ParameterNames {
    private static final String COMMON_WORDS =
            "ref|keep|file|includes|excludes|dir|path|hidden|parallel|retries|sha256|verify|checksums|flatten"
                    + "|archive|unpack";
    private static final String OWN_WORDS =
            "tagName|releasedAt|keepDays|keepVersions|keepReleased|keepBuilds|atMost|dryRun|credentialsId|gitlabUrl"
                    + "|projectId|packageName|packageVersion|packageProjectId|tokenType|fileName|allowEmpty"
                    + "|defaultExcludes|ifExists|fromJob|fromBuild|stripComponents";

    /** Names that are also words of English count in quotation marks, or where a message begins with one. */
    private static final Pattern NAME = Pattern.compile("'(?<quoted>" + COMMON_WORDS + "|" + OWN_WORDS + ")'"
            + "|^(?<first>parallel|retries|keep)(?= must )"
            + "|(?<![\\w/.%'-])(?<own>" + OWN_WORDS + ")(?![\\w/%'-]|\\.\\w)");

    private ParameterNames() {}

    /** @param other returns what the caller calls a parameter */
    public static String replaced(String message, UnaryOperator<String> other) {
        return NAME.matcher(message)
                .replaceAll(match ->
                        Matcher.quoteReplacement(other.apply(match.group().replace("'", ""))));
    }
}
