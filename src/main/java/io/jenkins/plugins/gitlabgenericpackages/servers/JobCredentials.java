package io.jenkins.plugins.gitlabgenericpackages.servers;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Job;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What every build of a job may use, whoever starts it. Never credentials of the scope System. */
@Restricted(NoExternalUse.class)
public record JobCredentials(Job<?, ?> job) implements CredentialsFinder {
    private static final OncePerDay<Job<?, ?>> TRACKED = new OncePerDay<>();

    @Override
    public StandardCredentials find(String id, List<DomainRequirement> requirements) {
        return CredentialsField.authentications(job).stream()
                .map(each -> CredentialsProvider.findCredentialByIdInItem(
                        id, StandardCredentials.class, job, each, requirements))
                .filter(found -> found != null
                        && !CredentialsMatchers.withScope(CredentialsScope.SYSTEM)
                                .matches(found))
                .findFirst()
                .orElse(null);
    }

    /** Once a day is enough for who looks every few minutes. Builds track for themselves. */
    @Override
    public void track(StandardCredentials credentials) {
        if (TRACKED.isDue(job, credentials)) {
            CredentialsProvider.track(job, credentials);
        }
    }

    @Override
    public String owner() {
        return "builds of this job";
    }
}
