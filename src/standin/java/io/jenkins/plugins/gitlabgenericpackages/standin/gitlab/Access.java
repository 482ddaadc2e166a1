package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken.Kind;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken.Right;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;

/** Who may do what in the test double, with GitLab's order of 401, 404 and 403. Immutable. */
public record Access(List<Project> projects, List<AcceptedToken> tokens, Options options) {
    /** Returns the project of the call, or refuses. */
    Project check(ApiCall call, HttpFields headers) throws Refusal {
        AcceptedToken token = identify(call, headers);
        Project project = projects.stream()
                .filter(candidate -> candidate.answersTo(call.project()))
                .findFirst()
                .orElse(null);
        if (token != null && token.insufficientScope()) {
            throw Refusals.insufficientScope();
        }
        boolean member = project != null && token != null && token.sees(project);
        if (!member && (project == null || !project.isPublic())) {
            // A private project does not show that it exists; the generic routes ask strangers to sign in.
            throw token == null && call.isGeneric() ? Refusals.unauthorized() : Refusals.projectNotFound();
        }
        Right right = right(call.route());
        if (right == Right.READ && project.isPublic()) {
            return project;
        }
        if (token == null) {
            throw Refusals.unauthorized();
        }
        if (!member || !token.may(right)) {
            throw Refusals.forbidden();
        }
        return project;
    }

    /** Refuses whom GitLab does not know outside of its projects: all but a user or a bot with an access token. */
    void checkAccount(ApiCall call, HttpFields headers) throws Refusal {
        AcceptedToken token = identify(call, headers);
        if (token == null || token.kind() != Kind.PRIVATE) {
            throw Refusals.unauthorized();
        }
        if (token.insufficientScope()) {
            throw Refusals.insufficientScope();
        }
    }

    private static Right right(Route route) {
        return switch (route) {
            case UPLOAD -> Right.WRITE;
            case DELETE_FILE, DELETE_PACKAGE -> Right.DELETE;
            default -> Right.READ;
        };
    }

    /** Returns the token that was sent, or null for a stranger; a wrong token in its own header is refused. */
    private AcceptedToken identify(ApiCall call, HttpFields headers) throws Refusal {
        boolean generic = call.isGeneric();
        if (headers.contains("PRIVATE-TOKEN")) {
            return known(Kind.PRIVATE, headers.get("PRIVATE-TOKEN"));
        }
        // Elsewhere GitLab does not look at deploy tokens at all: who sends one is a stranger.
        if (generic && headers.contains("DEPLOY-TOKEN")) {
            return known(Kind.DEPLOY, headers.get("DEPLOY-TOKEN"));
        }
        // Nor at job tokens where it shows a project.
        if (headers.contains("JOB-TOKEN") && call.route() != Route.PROJECT) {
            return known(Kind.JOB, headers.get("JOB-TOKEN"));
        }
        String authorization = headers.contains("Authorization") ? headers.get("Authorization") : "";
        if (authorization.startsWith("Bearer ")) {
            return known(Kind.PRIVATE, authorization.substring("Bearer ".length()));
        }
        if (authorization.startsWith("Basic ") && (generic || options.basicOnLists)) {
            return basic(authorization.substring("Basic ".length()), generic);
        }
        return null;
    }

    private AcceptedToken known(Kind kind, String value) throws Refusal {
        return tokens.stream()
                .filter(token -> token.kind() == kind && token.value().equals(value))
                .findFirst()
                .orElseThrow(Refusals::unauthorized);
    }

    /** A wrong user name or password makes a stranger, not an error. */
    private AcceptedToken basic(String encoded, boolean generic) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded.trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
        int colon = pair.indexOf(':');
        return tokens.stream()
                .filter(token -> colon >= 0 && (generic || token.kind() != Kind.DEPLOY))
                .filter(token -> token.matchesBasic(pair.substring(0, colon), pair.substring(colon + 1)))
                .findFirst()
                .orElse(null);
    }
}
