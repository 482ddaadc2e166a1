package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import java.util.Locale;

/** What to try after an answer, by its status and words (GitLab's API documentation and source). */
final class Hints {
    /** Also where a web page of GitLab answers: it has one at every path, as the API has not. */
    static final String WRONG_ADDRESS =
            "Is gitlabUrl the address of a GitLab? The path of a project does not belong into it";

    private Hints() {}

    static String forAnswer(Response response, ErrorBody body, Token token) {
        String said = body.words().toLowerCase(Locale.ROOT);
        return switch (response.status()) {
            case 301, 302, 303, 307, 308 -> redirected(response);
            case 400 -> badRequest(said);
            case 401 -> token.sent() + unauthorized(token);
            case 403 -> forbidden(said) + ". " + token.sent();
            case 404 -> notFound(body, token);
            case 405 -> WRONG_ADDRESS;
            case 413 -> "A proxy before GitLab limits the size of a request (in nginx: client_max_body_size)";
            default -> "";
        };
    }

    static boolean isDuplicate(int status, ErrorBody body) {
        return status == 400 && body.words().toLowerCase(Locale.ROOT).contains("duplicate");
    }

    /** Returns whether GitLab has the project, but not what was asked for in it. */
    static boolean isMissing(int status, ErrorBody body) {
        return status == 404 && body.isMessage() && !isProject(body);
    }

    /** On the routes of files GitLab writes a project that is not there with a large F, and a file with a small one. */
    private static boolean isProject(ErrorBody body) {
        return body.words().equals("404 Not Found")
                || body.words().toLowerCase(Locale.ROOT).contains("project not found");
    }

    private static String redirected(Response response) {
        boolean signIn = response.header("Location").orElse("").contains("/users/sign_in");
        return signIn ? WRONG_ADDRESS : "The address has moved: use the new one as gitlabUrl or projectId";
    }

    private static String badRequest(String said) {
        if (said.contains("duplicate")) {
            return "The group allows no second file of that name: use a new version";
        }
        return said.contains("too large") ? "The limit is set by GitLab's administrator" : "";
    }

    private static String unauthorized(Token token) {
        if (token.isLogin()) {
            return ": check that user name and password are right, and that a token as password is not expired";
        }
        return token.isAnonymous() ? "" : ": check that the token is right, not expired, and of that kind (tokenType)";
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

    private static String notFound(ErrorBody body, Token token) {
        if (!body.isMessage()) {
            return WRONG_ADDRESS;
        }
        return (isProject(body)
                        ? "There is no such project (projectId), or it is hidden from whoever asks"
                        : "The project is there, but it has no such package or file")
                + ". " + token.sent();
    }
}
