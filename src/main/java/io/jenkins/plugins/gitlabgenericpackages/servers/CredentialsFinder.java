package io.jenkins.plugins.gitlabgenericpackages.servers;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Node;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds a token by the id of credentials, with somebody's rights, and records that it was used. Controller only. */
@Restricted(NoExternalUse.class)
public sealed interface CredentialsFinder
        permits CredentialsFinder.BuildCredentials, JobCredentials, CredentialsFinder.RootCredentials {
    @CheckForNull
    StandardCredentials find(String id, List<DomainRequirement> requirements);

    void track(StandardCredentials credentials);

    /** Says for a message whose rights count, such as {@code this build}. */
    String owner();

    /** Says for a message, as a sentence behind another one, which credentials the owner never gets; may be empty. */
    default String never() {
        return ". Those of the scope System are for Jenkins alone: jobs need the scope Global";
    }

    /**
     * @param id not empty
     * @param place who names the credentials, for messages, such as {@code the step}
     * @param url the GitLab that the token is for
     * @throws AbortException if the owner may see no such credentials, or they are of a kind that holds no token
     * @throws InvalidRequestException if the address cannot be read
     */
    default Token token(String id, String place, TokenType type, String url) throws AbortException {
        StandardCredentials credentials = find(id, AddressRequirements.of(url));
        if (credentials == null) {
            // That there are some of the scope System, whoever may write a job is not told.
            throw new AbortException(
                    find(id, List.of()) != null
                            ? "The credentials '" + id + "' of " + place + " are in a domain without the address " + url
                                    + ", so " + owner()
                                    + " may not use them there: add the address to the domain, or use"
                                    + " others"
                            : "There are no credentials with the id '" + id + "' that " + owner() + " may use for "
                                    + url
                                    + ", and " + place + " asks for them" + never() + ". Expected: "
                                    + TokenReader.EXPECTED);
        }
        track(credentials);
        try {
            return TokenReader.read(credentials, type)
                    .map(token -> token.from("credentials '" + credentials.getId() + "' of " + place))
                    .orElseThrow(() -> new AbortException("The credentials '" + id + "' ("
                            + credentials.getDescriptor().getDisplayName() + ") hold no GitLab token. Expected: "
                            + TokenReader.EXPECTED));
        } catch (InvalidRequestException e) {
            throw new AbortException("The credentials '" + id + "' cannot be used: " + e.getMessage());
        }
    }

    /** What a build may use: the credentials of its job, its parameters and, for those, its user. */
    record BuildCredentials(Run<?, ?> run) implements CredentialsFinder {
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

    /** Tells whether a use is to be recorded: once a day for each user will do, since each record is a file written. */
    final class OncePerDay<T> {
        private final Map<T, Map<String, LocalDate>> used = Collections.synchronizedMap(new WeakHashMap<>());

        boolean isDue(T user, StandardCredentials credentials) {
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            return !today.equals(used.computeIfAbsent(user, first -> new ConcurrentHashMap<>())
                    .put(credentials.getId(), today));
        }
    }

    /**
     * What Jenkins itself may use, for what administrators alone configure: the credentials of its root, of the scope System
     * or Global. No job, folder or user has a say.
     *
     * @param node the agent for which they are used; null where nothing is recorded
     */
    record RootCredentials(@CheckForNull Node node) implements CredentialsFinder {
        private static final OncePerDay<Node> TRACKED = new OncePerDay<>();

        @Override
        public StandardCredentials find(String id, List<DomainRequirement> requirements) {
            return CredentialsProvider.findCredentialByIdInItem(
                    id, StandardCredentials.class, null, ACL.SYSTEM2, requirements);
        }

        /** Jenkins records agents that it has stored, so not its own node. */
        @Override
        public void track(StandardCredentials credentials) {
            if (node != null && TRACKED.isDue(node, credentials)) {
                CredentialsProvider.track(node, credentials);
            }
        }

        @Override
        public String owner() {
            return "Jenkins itself";
        }

        @Override
        public String never() {
            return ". They have to be in Jenkins' own store, of the scope System or Global";
        }
    }
}
