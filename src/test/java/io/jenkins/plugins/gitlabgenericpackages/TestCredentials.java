package io.jenkins.plugins.gitlabgenericpackages;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Descriptor.FormException;
import hudson.model.ModelObject;
import hudson.util.Secret;
import java.io.IOException;
import java.util.stream.StreamSupport;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** Credentials for the stand-in registry. */
public final class TestCredentials {
    public static final String TOKEN = "glpat-stand-in";

    private TestCredentials() {}

    /** Adds a secret text with the registry's access token to Jenkins itself, with the id that the steps name. */
    public static void addDefault() throws IOException {
        add(Jenkins.get(), secretText("gitlab", TOKEN));
    }

    public static StandardCredentials secretText(String id, String secret) {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "a token", Secret.fromString(secret));
    }

    /** Returns a secret text that is there for Jenkins itself, and for no job. */
    public static StandardCredentials ofTheSystem(String id) {
        return new StringCredentialsImpl(CredentialsScope.SYSTEM, id, "", Secret.fromString(TOKEN));
    }

    public static StandardCredentials login(String id, String userName, String password) {
        try {
            return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, "a login", userName, password);
        } catch (FormException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Adds them to the first store of Jenkins itself, of a folder, or of a user. */
    public static void add(ModelObject owner, StandardCredentials credentials) throws IOException {
        CredentialsStore store = StreamSupport.stream(
                        CredentialsProvider.lookupStores(owner).spliterator(), false)
                .filter(each -> each.getContext() == owner)
                .findFirst()
                .orElseThrow();
        store.addCredentials(Domain.global(), credentials);
    }
}
