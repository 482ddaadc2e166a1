package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of a generic package that an address of GitLab's API leads to. Its parts are decoded, and nothing about them is
 * sure: they come from a link that anybody may have made.
 *
 * @param project number or path of the project
 */
record LinkTarget(String project, String packageName, String packageVersion, String fileName) {
    private static final Pattern ROUTE =
            Pattern.compile("/projects/([^/?#]+)/packages/generic/([^/?#]+)/([^/?#]+)/([^?#]+)");

    /** @param api the address of the API, such as {@code https://gitlab.com/api/v4} */
    static Optional<LinkTarget> of(String url, String api) {
        if (!url.startsWith(api)) {
            return Optional.empty();
        }
        Matcher parts = ROUTE.matcher(url.substring(api.length()));
        return parts.matches()
                ? Optional.of(new LinkTarget(
                        decoded(parts.group(1)),
                        decoded(parts.group(2)),
                        decoded(parts.group(3)),
                        decoded(parts.group(4))))
                : Optional.empty();
    }

    /** GitLab does not look at the case of a project's path. */
    boolean isIn(String otherProject) {
        return project.equalsIgnoreCase(otherProject);
    }

    /** Returns whether both may be one project, of which the one has the number and the other the path. */
    static boolean mayBeOne(String project, String other) {
        return !project.isEmpty() && !other.isEmpty() && isNumber(project) != isNumber(other);
    }

    LinkTarget in(String otherProject) {
        return new LinkTarget(otherProject, packageName, packageVersion, fileName);
    }

    /** Returns the file; nothing if GitLab can have none of that name. */
    Optional<PackageFile> file() {
        try {
            return Optional.of(new PackageFile(
                    new GenericPackage(packageName, packageVersion), PackageFileName.forDownload(fileName)));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }

    private static boolean isNumber(String project) {
        return project.matches("[0-9]+");
    }

    static String decoded(String part) {
        return PackageFileName.listed(part).value();
    }
}
