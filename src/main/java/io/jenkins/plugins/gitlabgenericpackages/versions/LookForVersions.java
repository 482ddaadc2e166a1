package io.jenkins.plugins.gitlabgenericpackages.versions;

import io.jenkins.plugins.gitlabgenericpackages.agents.RegistryQuestion;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Looks which versions there are, and says so in the log. */
record LookForVersions(VersionQuery query, String where) implements RegistryQuestion<FoundVersions> {
    @Override
    public FoundVersions ask(GenericPackageClient client, Consumer<String> log)
            throws IOException, InterruptedException {
        VersionChoice choice = client.versions(query);
        List<RemotePackage> fitting = choice.matching(query.order());
        log.accept(words(choice, fitting));
        ArrayList<FoundVersion> found = new ArrayList<>();
        fitting.stream().limit(query.limit()).map(FoundVersion::of).forEach(found::add);
        return new FoundVersions(found);
    }

    private String words(VersionChoice choice, List<RemotePackage> fitting) {
        String name = query.source().name();
        if (fitting.isEmpty()) {
            return choice.nothing(name);
        }
        int shown = Math.min(query.limit(), fitting.size());
        return "Found " + (shown < fitting.size() ? "more than " : "") + shown + (shown == 1 ? " version" : " versions")
                + " of the package " + name + " (project " + where + "); the first is "
                + fitting.get(0).version();
    }

    @Override
    public String toString() {
        return "LookForVersions[" + query.source() + "]";
    }
}
