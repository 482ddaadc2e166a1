package io.jenkins.plugins.gitlabgenericpackages.client.packages;

/** Notices a variable that was meant to be replaced before a text got here. */
public final class Unreplaced {
    private Unreplaced() {}

    /** Returns a sentence that goes behind another one that quotes {@code text}; empty if there is no variable in it. */
    public static String hint(String text) {
        return text.contains("${")
                ? ". Nothing has replaced ${…} in it: single quotes keep it as it is, double quotes do not"
                : "";
    }
}
