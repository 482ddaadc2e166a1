package io.jenkins.plugins.gitlabgenericpackages.standin.releases;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What GitLab wants of a release's links (app/models/releases/link.rb), for the test double. */
final class LinkRules {
    private static final Pattern PATH = Pattern.compile("/[^/](?!.*//.*)[-.\\w/]+[\\da-zA-Z]+");
    private static final int LONGEST_PATH = 128;
    private static final Set<String> TYPES = Set.of("other", "runbook", "image", "package");

    private LinkRules() {}

    /** Returns what is wrong with a link beside others, in GitLab's words; empty when nothing is. */
    static List<String> broken(ReleaseLink link, List<ReleaseLink> others) {
        List<String> errors = new ArrayList<>();
        if (!link.url().matches("(?i)(https?|ftp)://[^/\\s]+.*")) {
            errors.add("Url is blocked: Only allowed schemes are http, https, ftp");
        }
        if (taken(link, others, ReleaseLink::url)) {
            errors.add("Url has already been taken");
        }
        if (link.name().isBlank()) {
            errors.add("Name can't be blank");
        }
        if (taken(link, others, ReleaseLink::name)) {
            errors.add("Name has already been taken");
        }
        if (!link.path().isEmpty()) {
            if (taken(link, others, ReleaseLink::path)) {
                errors.add("Filepath has already been taken");
            }
            if (!PATH.matcher(link.path()).matches()) {
                errors.add("Filepath is invalid");
            }
            if (link.path().length() > LONGEST_PATH) {
                errors.add("Filepath is too long (maximum is " + LONGEST_PATH + " characters)");
            }
        }
        return errors;
    }

    static boolean isType(String type) {
        return TYPES.contains(type);
    }

    private static boolean taken(
            ReleaseLink link, List<ReleaseLink> others, Function<ReleaseLink, String> field) {
        return others.stream()
                .anyMatch(other -> other.id() != link.id() && field.apply(other).equals(field.apply(link)));
    }
}
