package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Name and version of a generic package, by the rules of GitLab's {@code lib/gitlab/regex/packages.rb}.
 *
 * @throws InvalidRequestException if GitLab would refuse one of them
 */
public record GenericPackage(String name, String version) implements Serializable {
    /** GitLab states no limit of length; this one only keeps absurd texts from being worked on. */
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}\\z)[A-Za-z0-9._+-]{1,1024}");

    private static final Pattern VERSION = Pattern.compile("(?!\\.\\z|.*\\.\\.)[A-Za-z0-9_+.-]{1,1024}");

    public GenericPackage {
        checkName(name);
        checkVersion(version);
    }

    /** @throws InvalidRequestException if GitLab would refuse the name */
    public static void checkName(String name) {
        require("packageName", name, "give the name of the package in GitLab");
        if (!NAME.matcher(name).matches()) {
            throw new InvalidRequestException("packageName" + InvalidRequestException.quoted(name)
                    + " is refused by GitLab: only letters, digits and . _ + - are allowed");
        }
    }

    /** @throws InvalidRequestException if GitLab would refuse the version */
    public static void checkVersion(String version) {
        require("packageVersion", version, "give the version of the package, such as 1.0");
        if (!isVersion(version)) {
            throw new InvalidRequestException("packageVersion" + InvalidRequestException.quoted(version)
                    + " is refused by GitLab: only letters, digits and . _ + - are allowed, and no two dots in a row");
        }
    }

    /** Returns whether GitLab would take the version. */
    public static boolean isVersion(String version) {
        return VERSION.matcher(version).matches();
    }

    private static void require(String parameter, String value, String advice) {
        if (value == null || value.isBlank()) {
            throw new InvalidRequestException(parameter + " is missing: " + advice);
        }
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
