package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import java.util.Locale;

/** What to try after an answer, by its status and words (GitLab's API documentation and source). */
final class Hints {
    private Hints() {}

    static String forAnswer(Response response, String words, Token token) {
        String said = words.toLowerCase(Locale.ROOT);
        return switch (response.status()) {
            case 301, 302, 303, 307, 308 -> "The address has moved: use the new one as gitlabUrl or projectId";
            case 400 -> badRequest(said);
            case 401 ->
                "Sent with " + token.kind()
                        + ": check that the token is right, not expired, and of that kind (tokenType)";
            case 403 -> forbidden(said);
            case 404 ->
                "There is no such project, package or file, or the credentials may not see it (" + token.kind() + ")";
            case 405 -> "Is gitlabUrl the address of a GitLab?";
            case 413 -> "A proxy before GitLab limits the size of a request (in nginx: client_max_body_size)";
            default -> "";
        };
    }

    static boolean isDuplicate(int status, String words) {
        return status == 400 && words.toLowerCase(Locale.ROOT).contains("duplicate");
    }

    private static String badRequest(String said) {
        if (said.contains("duplicate")) {
            return "The group allows no second file of that name: use a new version";
        }
        return said.contains("too large") ? "The limit is set by GitLab's administrator" : "";
    }

    private static String forbidden(String said) {
        if (said.contains("insufficient_scope")) {
            return "The token lacks the scope: 'api', or for a deploy token 'write_package_registry' to upload and"
                    + " 'read_package_registry' to download";
        }
        return said.contains("protected")
                ? "A protection rule of the project asks for a higher role"
                : "The token's role or scope is too low (Developer to upload, Maintainer to delete), the registry is"
                        + " switched off, or GitLab bans this address after failed logins";
    }
}
