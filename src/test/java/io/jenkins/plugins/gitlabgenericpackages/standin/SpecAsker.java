package io.jenkins.plugins.gitlabgenericpackages.standin;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * Who asks in a case of GitLab's request specs: {@code nobody}, or a kind of token and the role of its user, its scopes
 * or permissions, or that it is wrong.
 */
record SpecAsker(String kind, String detail) {
    /** The project that jobs of {@code foreign} run in. */
    static final long OTHER_PROJECT = 9;

    private static final String VALUE = "asker-stand-in";

    static SpecAsker of(String cell) {
        String[] words = cell.split(" ", 2);
        return new SpecAsker(words[0], words.length > 1 ? words[1] : "");
    }

    /** Returns what the registry has to know; for a wrong token, another one. */
    AcceptedToken token() {
        String value = detail.equals("wrong") ? "another-stand-in" : VALUE;
        return switch (kind) {
            case "deploy" -> deploy(AcceptedToken.deployToken(value));
            case "job", "basic-job" -> AcceptedToken.jobToken(value).withRole(role());
            case "foreign" -> AcceptedToken.jobToken(value).withRole(role()).fromProject(OTHER_PROJECT);
            case "granular" -> granular(AcceptedToken.privateToken(value));
            default -> AcceptedToken.privateToken(value).withRole(role());
        };
    }

    private AcceptedToken deploy(AcceptedToken both) {
        return switch (detail) {
            case "ro" -> both.withScopes("read_package_registry");
            case "wo" -> both.withScopes("write_package_registry");
            default -> both;
        };
    }

    private AcceptedToken granular(AcceptedToken token) {
        return switch (detail) {
            case "" -> token.withPermissions();
            case "non-member" -> token.withPermissions().withRole(Role.NON_MEMBER);
            default -> token.withPermissions(detail);
        };
    }

    private Role role() {
        return switch (detail) {
            case "", "wrong" -> Role.MAINTAINER;
            case "without-user" -> null;
            default -> Role.valueOf(detail.toUpperCase(Locale.ROOT).replace('-', '_'));
        };
    }

    /** Returns the name and the value of the header that is sent; both empty for nobody. */
    String[] header() {
        return switch (kind) {
            case "nobody" -> new String[] {"", ""};
            case "deploy" -> new String[] {"DEPLOY-TOKEN", VALUE};
            case "job", "foreign" -> new String[] {"JOB-TOKEN", VALUE};
            case "basic" -> new String[] {"Authorization", basic("anybody")};
            case "basic-job" -> new String[] {"Authorization", basic("gitlab-ci-token")};
            default -> new String[] {"PRIVATE-TOKEN", VALUE};
        };
    }

    private static String basic(String user) {
        byte[] login = (user + ":" + VALUE).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }
}
