package io.jenkins.plugins.gitlabgenericpackages.versions;

import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.TransferLog;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import java.util.ArrayList;
import java.util.List;
import jenkins.agents.ControllerToAgentCallable;

/**
 * Asks GitLab, from wherever it is called: plain data with the token inside, nothing of the build. A failure for people is
 * an answer like another.
 */
record LookForVersions(RegistrySettings settings, VersionQuery query, TaskListener listener)
        implements ControllerToAgentCallable<FoundVersions, Exception> {

    @Override
    public FoundVersions call() throws Exception {
        try {
            VersionChoice choice =
                    new GenericPackageClient(settings, new TransferLog(listener.getLogger()::println)).versions(query);
            List<RemotePackage> fitting = choice.matching(query.order());
            listener.getLogger().println(words(choice, fitting));
            ArrayList<FoundVersion> found = new ArrayList<>();
            fitting.stream().limit(query.limit()).map(FoundVersion::of).forEach(found::add);
            return new FoundVersions(found, null);
        } catch (RegistryException | InvalidRequestException e) {
            // The cause stays here: the message says all.
            return new FoundVersions(new ArrayList<>(), e.getMessage());
        }
    }

    private String words(VersionChoice choice, List<RemotePackage> fitting) {
        String name = query.source().name();
        if (fitting.isEmpty()) {
            return choice.nothing(name);
        }
        int shown = Math.min(query.limit(), fitting.size());
        return "Found " + (shown < fitting.size() ? "more than " : "") + shown + (shown == 1 ? " version" : " versions")
                + " of the package " + name + " (project " + settings.registry().where() + "); the first is "
                + fitting.get(0).version();
    }

    /** Says what the channel does. */
    @Override
    public String toString() {
        return "LookForVersions[" + query.source() + "]";
    }
}
