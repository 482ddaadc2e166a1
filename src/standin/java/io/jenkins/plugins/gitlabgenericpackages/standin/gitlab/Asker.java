package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken.Kind;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Action;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.RegistryAccess;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Right;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import java.util.Set;

/**
 * Who asks for a project of the test double. Immutable.
 *
 * @param token null for a stranger
 */
record Asker(AcceptedToken token, Project project) {
    /** Returns what the asker is in the project; the job of a project that is not on the allowlist is nothing there. */
    Role role() {
        return token == null || isShutOut() ? Role.NON_MEMBER : token.roleIn(project);
    }

    private boolean isSignedIn() {
        return token != null && token.isUser() && !isShutOut();
    }

    private boolean isShutOut() {
        return token.isForeignTo(project) && !project.allowlist().containsKey(token.jobOf());
    }

    boolean isJob() {
        return token != null && token.kind() == Kind.JOB;
    }

    boolean seesProject() {
        return role().isMember() || project.visibility().opensTo(isSignedIn());
    }

    boolean may(Right right) {
        if (project.archived() && right != Right.READ) {
            return false;
        }
        boolean asMember = role().rights().contains(right) && token.hasScopeFor(right);
        return asMember || right == Right.READ && project.opensRegistryTo(isSignedIn());
    }

    /** Whether a job token of another project lacks a permission that the project's allowlist would have to give. */
    boolean lacksJobPolicy(Action action) {
        return isJob()
                && token.isForeignTo(project)
                && !project.allowlist().getOrDefault(token.jobOf(), Set.of()).contains(action.jobPolicy())
                && !isOpenToStrangers(action);
    }

    /** Whether a fine-grained access token lacks the permission. */
    boolean lacksPermission(Action action) {
        return token != null
                && token.isGranular()
                && !token.permissions().contains(action.permission())
                && !isOpenToStrangers(action);
    }

    private boolean isOpenToStrangers(Action action) {
        return action.right() == Right.READ && project.isPublic() && project.registry() != RegistryAccess.MEMBERS;
    }
}
