package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken.Kind;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Action;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Right;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;

/**
 * Who may do what in the test double, in GitLab's order: token, parameters, project, right. The generic routes find
 * their project as {@code lib/api/helpers/packages/basic_auth_helpers.rb} does, the others as
 * {@code lib/api/helpers.rb}. Immutable.
 */
public record Access(List<Project> projects, List<AcceptedToken> tokens, Options options, Rules rules) {
    /** Returns who asks for which project, or refuses. */
    Asker check(ApiCall call, HttpFields headers) throws Refusal {
        Action action = call.action();
        AcceptedToken token = identify(call, headers, action.right());
        if (call.isGeneric()) {
            if (token == null && action.right() != Right.READ) {
                throw Refusals.signIn();
            }
            Names.check(call);
        }
        Project project = projects.stream()
                .filter(candidate -> candidate.answersTo(call.project()))
                .findFirst()
                .orElse(null);
        if (project == null) {
            throw call.isGeneric() ? hiddenFrom(token) : Refusals.projectNotFound();
        }
        Asker asker = new Asker(token, project);
        if (action != Action.UPLOAD) {
            checkPermission(asker, action);
        }
        if (call.isGeneric()) {
            checkGeneric(asker, action);
        } else {
            checkProject(asker);
        }
        if (call.route() != Route.PROJECT && !asker.may(action.right())) {
            throw Refusals.forbidden();
        }
        if (rules.jobTokenPolicies && asker.lacksJobPolicy(action)) {
            throw Refusals.jobPolicyMissing(project, action);
        }
        return asker;
    }

    /** Refuses what a fine-grained access token may not; an upload is asked for it after its body only. */
    void checkPermission(Asker asker, Action action) throws Refusal {
        AcceptedToken token = asker.token();
        if (token == null || token.kind() != Kind.PRIVATE) {
            return;
        }
        if (token.isGranular() && !rules.granularTokens) {
            throw Refusals.granular("Fine-grained personal access tokens are not yet supported.");
        }
        if (asker.project().granularOnly() && !token.isGranular()) {
            throw Refusals.granular("This operation requires a fine-grained personal access token");
        }
        if (asker.lacksPermission(action)) {
            throw Refusals.granular("This operation requires a fine-grained personal access token with the following"
                    + " project permissions: [" + action.permission() + "].");
        }
    }

    private static void checkGeneric(Asker asker, Action action) throws Refusal {
        // The packages of a hidden project may be open to everybody.
        boolean readable = action.right() == Right.READ && asker.may(Right.READ);
        if (!readable && !asker.seesProject()) {
            throw hiddenFrom(asker.token());
        }
    }

    private static void checkProject(Asker asker) throws Refusal {
        if (!asker.seesProject()) {
            throw asker.isJob() ? Refusals.jobNotAllowed(asker.project()) : Refusals.projectNotFound();
        }
    }

    /** A private project does not show that it exists; the generic routes ask strangers to sign in. */
    private static Refusal hiddenFrom(AcceptedToken token) {
        return token == null ? Refusals.signIn() : Refusals.hidden();
    }

    /** Refuses whom GitLab does not know outside of its projects: all but a user or a bot with an access token. */
    void checkAccount(ApiCall call, HttpFields headers) throws Refusal {
        AcceptedToken token = new Tokens(tokens, options).identify(call, headers);
        if (token == null || token.kind() != Kind.PRIVATE) {
            throw Refusals.unauthorized();
        }
        if (!token.hasScopeFor(Right.READ) && !token.scopes().contains("read_user")) {
            throw Refusals.insufficientScope("api read_user");
        }
    }

    /** Returns the number that tells who made a package; null for a deploy token, which is no user. */
    Long userId(AcceptedToken token) {
        return token.isUser() ? tokens.indexOf(token) + 1L : null;
    }

    private AcceptedToken identify(ApiCall call, HttpFields headers, Right right) throws Refusal {
        AcceptedToken token = new Tokens(tokens, options).identify(call, headers);
        if (token != null && token.kind() == Kind.PRIVATE && !token.hasScopeFor(right)) {
            throw Refusals.insufficientScope(right == Right.READ ? "api read_api" : "api");
        }
        return token;
    }
}
