package io.jenkins.plugins.gitlabgenericpackages.standin.rights;

import java.util.regex.Pattern;

/**
 * A rule of the test double that protects packages.
 *
 * @param pattern a package's name, in which {@code *} stands for any characters
 * @param action what it takes a role for
 * @param minimum the least role that may; nobody but users has one
 */
public record ProtectionRule(String pattern, Right action, Role minimum) {
    public boolean refuses(String packageName, Right right, Role role) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return action == right && packageName.matches(regex) && !role.isAtLeast(minimum);
    }
}
