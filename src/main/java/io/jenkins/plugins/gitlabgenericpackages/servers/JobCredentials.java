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
    @Override
    public StandardCredentials find(String id, List<DomainRequirement> requirements) {
        StandardCredentials found = CredentialsProvider.findCredentialByIdInItem(
                id, StandardCredentials.class, job, CredentialsField.authentication(job), requirements);
        return found == null
                        || CredentialsMatchers.withScope(CredentialsScope.SYSTEM)
                                .matches(found)
                ? null
                : found;
    }

    @Override
    public void track(StandardCredentials credentials) {
        CredentialsProvider.track(job, credentials);
    }

    @Override
    public String owner() {
        return "builds of this job";
    }
}
