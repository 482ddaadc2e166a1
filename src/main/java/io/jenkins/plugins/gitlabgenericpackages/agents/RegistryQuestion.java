package io.jenkins.plugins.gitlabgenericpackages.agents;

import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a step without files wants of GitLab: plain data that goes to the agent. */
@FunctionalInterface
@Restricted(NoExternalUse.class)
public interface RegistryQuestion<T> extends Serializable {
    /**
     * Asks, on the agent.
     *
     * @param log takes a line for people
     */
    T ask(GenericPackageClient client, Consumer<String> log) throws IOException, InterruptedException;
}
