package io.jenkins.plugins.gitlabgenericpackages.servers;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Job;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What every build of a job may use, whoever starts it. Never credentials of the scope System. */
@Restricted(NoExternalUse.class)
public record JobCredentials(Job<?, ?> job) implements CredentialsFinder {
    /** When a job has used which id last, by the job itself and not by its name. */
    private static final Map<Job<?, ?>, Map<String, LocalDate>> TRACKED =
            Collections.synchronizedMap(new WeakHashMap<>());

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
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        if (!today.equals(TRACKED.computeIfAbsent(job, looking -> new ConcurrentHashMap<>())
                .put(credentials.getId(), today))) {
            CredentialsProvider.track(job, credentials);
        }
    }

    @Override
    public String owner() {
        return "builds of this job";
    }
}
