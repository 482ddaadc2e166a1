package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a project as people give it: its number, its full path, or an address of it in its GitLab or its API. */
public final class ProjectId {
    public static final String MISSING = "projectId is missing: give the number or the full path of the project";

    private static final int MOST = 1024;
    /** GitLab has pages of its own where no group of that name can be (lib/gitlab/path_regex.rb). */
    private static final Pattern PROJECT =
            Pattern.compile("[0-9]+|(?!(api|groups|projects)/)[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*(/[\\p{L}\\p{N}_.-]+)+");

    /** For a browser, for the API, or to clone from. With an {@code @} elsewhere nobody knows where a password ends. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)((https?|ssh)://([^/@?#]*@)?(?<host>[^/:@?#]+)(:[0-9]+)?/"
                    + "|[^/:@?#]+@(?<sshHost>[^/:@?#]+):)(?<path>[^@?#]*)([?#][^@]*)?");

    private ProjectId() {}

    /**
     * Returns the number or the full path.
     *
     * @throws InvalidRequestException if no project can have it, or the address is not in that GitLab
     */
    public static String of(String given, String gitlabUrl) {
        Matcher address = ADDRESS.matcher(text(given));
        if (!address.matches()) {
            return checked(given);
        }
        HttpAddress gitlab = HttpAddress.parse(GitLabUrl.frontPage(gitlabUrl));
        String host = address.group("host") == null ? address.group("sshHost") : address.group("host");
        if (!host.equalsIgnoreCase(gitlab.host())) {
            throw new InvalidRequestException("projectId is an address at " + host + ", but gitlabUrl is "
                    + gitlab.origin() + ": give the path of the project there, or the other gitlabUrl");
        }
        // A GitLab below a path of its host has that path before those of its projects.
        String context = gitlab.target().substring(1) + "/";
        String path = address.group("path");
        return checked(path.startsWith(context) ? path.substring(context.length()) : path, given);
    }

    /**
     * Returns the number or the full path, where it is not known in which GitLab.
     *
     * @throws InvalidRequestException if no project can have it
     */
    public static String checked(String given) {
        Matcher address = ADDRESS.matcher(text(given));
        return checked(address.matches() ? address.group("path") : text(given), given);
    }

    private static String checked(String path, String given) {
        String id = path.replaceFirst("\\A/*(api/v4/)?projects/([^/]+).*", "$2")
                .replaceAll("%2[Ff]", "/")
                .replaceFirst("/-(/.*)?\\z", "")
                .replaceFirst("\\A/+", "")
                .replaceFirst("(?<!/)/+\\z", "")
                // What git adds to an address; GitLab names no project so.
                .replaceFirst("\\.git\\z", "");
        if (id.length() > MOST || !PROJECT.matcher(id).matches() || id.contains("..")) {
            boolean mayBeSecret =
                    given.matches("(?s).*[@#=].*") || TokenType.told(given).isPresent();
            throw new InvalidRequestException("projectId"
                    + (mayBeSecret ? " (not shown)" : InvalidRequestException.quoted(text(given)))
                    + " is neither a number nor a full path such as group/subgroup/project");
        }
        return id;
    }

    private static String text(String given) {
        String text = given == null ? "" : given.strip();
        if (text.isEmpty()) {
            throw new InvalidRequestException(MISSING);
        }
        return text;
    }
}
