package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken.Kind;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken.State;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/** The tokens that the test double knows, and how a request may bring one. Immutable. */
record Tokens(List<AcceptedToken> known, Options options) {
    /** Returns the token that was sent, or null for a stranger; a wrong access or job token is refused. */
    AcceptedToken identify(ApiCall call, HttpFields headers) throws Refusal {
        boolean generic = call.isGeneric();
        if (headers.contains("PRIVATE-TOKEN")) {
            return accessToken(headers.get("PRIVATE-TOKEN"));
        }
        // Elsewhere GitLab does not look at deploy tokens at all; and who sends a wrong one is a stranger everywhere.
        if (generic && headers.contains("DEPLOY-TOKEN")) {
            return find(Kind.DEPLOY, headers.get("DEPLOY-TOKEN"))
                    .filter(token -> token.state() == State.ACTIVE)
                    .orElse(null);
        }
        // Nor at job tokens where it shows a project.
        if (headers.contains("JOB-TOKEN") && call.route() != Route.PROJECT) {
            return jobToken(headers.get("JOB-TOKEN"));
        }
        String authorization = headers.contains("Authorization") ? headers.get("Authorization") : "";
        if (authorization.startsWith("Bearer ")) {
            return accessToken(authorization.substring("Bearer ".length()));
        }
        if (authorization.startsWith("Basic ") && (generic || options.basicOnLists)) {
            return basic(authorization.substring("Basic ".length()), generic);
        }
        return null;
    }

    private AcceptedToken accessToken(String value) throws Refusal {
        AcceptedToken token = find(Kind.PRIVATE, value).orElseThrow(Refusals::unauthorized);
        switch (token.state()) {
            case EXPIRED -> throw Refusals.invalidToken(
                    "Token is expired. You can either do re-authorization or token refresh.");
            case REVOKED -> throw Refusals.invalidToken("Token was revoked. You have to re-authorize from the user.");
            default -> {
                return token;
            }
        }
    }

    private AcceptedToken jobToken(String value) throws Refusal {
        AcceptedToken token = find(Kind.JOB, value)
                .filter(found -> found.state() == State.ACTIVE)
                .orElseThrow(Refusals::unauthorized);
        return token.role() == null ? null : token;
    }

    private Optional<AcceptedToken> find(Kind kind, String value) {
        return known.stream()
                .filter(token -> token.kind() == kind && token.value().equals(value))
                .findFirst();
    }

    /** A wrong user name or token makes a stranger, not an error; an account's password is no token. */
    private AcceptedToken basic(String encoded, boolean generic) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded.trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
        int colon = pair.indexOf(':');
        return known.stream()
                .filter(token -> colon >= 0 && token.value().equals(pair.substring(colon + 1)))
                .filter(token -> token.state() == State.ACTIVE && token.role() != null)
                .filter(token -> generic || token.kind() != Kind.DEPLOY)
                .filter(token -> token.kind() != Kind.JOB || pair.startsWith("gitlab-ci-token:"))
                .findFirst()
                .orElse(null);
    }
}
