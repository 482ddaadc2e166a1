package io.jenkins.plugins.gitlabgenericpackages.servers;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Run;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a build may use: the credentials of its job, its parameters and, for those, its user. */
@Restricted(NoExternalUse.class)
public record BuildCredentials(Run<?, ?> run) implements CredentialsFinder {
    @Override
    public StandardCredentials find(String id, List<DomainRequirement> requirements) {
        return CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, requirements);
    }

    @Override
    public void track(StandardCredentials credentials) {
        CredentialsProvider.track(run, credentials);
    }

    @Override
    public String owner() {
        return "this build";
    }
}
