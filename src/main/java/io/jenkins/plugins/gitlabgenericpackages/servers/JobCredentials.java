package io.jenkins.plugins.gitlabgenericpackages.servers;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import hudson.model.Job;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What every build of a job may use, whoever starts it. Never credentials of the scope System. */
@Restricted(NoExternalUse.class)
public record JobCredentials(Job<?, ?> job) implements CredentialsFinder {
    /** The ids that a job has used, by the job itself and not by its name. */
    private static final Cache<Job<?, ?>, Set<String>> TRACKED = CacheBuilder.newBuilder()
            .weakKeys()
            .expireAfterWrite(Duration.ofDays(1))
            .build();

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

    /** Once a day is enough for who looks every few minutes: each time is a file written. Builds track for themselves. */
    @Override
    public void track(StandardCredentials credentials) {
        if (TRACKED.asMap()
                .computeIfAbsent(job, looking -> ConcurrentHashMap.newKeySet())
                .add(credentials.getId())) {
            CredentialsProvider.track(job, credentials);
        }
    }

    @Override
    public String owner() {
        return "builds of this job";
    }
}
