package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where people find a version in GitLab: below the configured address, whatever the server says. Only the path of a
 * project that is configured by its number is GitLab's word, by the rules that a configured one obeys.
 */
public final class PackagePage {
    private static final Pattern WEB_PATH = Pattern.compile("/.+/-/packages/[0-9]+");

    private PackagePage() {}

    /** Returns nothing if the configuration does not tell where the project is. */
    public static Optional<String> address(Registry registry, long id) {
        return address(registry, new RemotePackage(id, "", "", "", Optional.empty(), ""));
    }

    /** Returns nothing if neither the configuration nor GitLab tells where the project is. */
    public static Optional<String> address(Registry registry, RemotePackage listed) {
        String front = GitLabUrl.frontPage(registry.gitlabUrl());
        return path(registry, listed, front)
                .map(project -> front + "/" + encoded(project) + "/-/packages/" + listed.id());
    }

    private static Optional<String> path(Registry registry, RemotePackage listed, String front) {
        if (registry.projectId().contains("/")) {
            return Optional.of(registry.projectId());
        }
        try {
            return WEB_PATH.matcher(listed.webPath()).matches()
                    ? Optional.of(ProjectId.of(registry.address().origin() + listed.webPath(), front))
                    : Optional.empty();
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(PackageFileName::percentEncoded)
                .collect(Collectors.joining("/"));
    }
}
