package io.jenkins.plugins.gitlabgenericpackages.choosing;

import hudson.model.Job;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import io.jenkins.plugins.gitlabgenericpackages.servers.WatchedPackage;
import java.io.IOException;
import java.util.List;

/** Which versions a parameter offers. */
record VersionQuestion(WatchedPackage watched, VersionQuery query) {

    /**
     * Asks GitLab, once, with what the job's builds may use. One more than there is room for tells that there are more.
     *
     * @throws IOException if it tells no versions; the message says why
     * @throws InvalidRequestException if the address or the project cannot be read
     */
    OfferedVersions ask(Job<?, ?> job) throws IOException, InterruptedException {
        GenericPackageClient client =
                new GenericPackageClient(watched.settings(job, "the parameter"), TransferListener.NONE);
        VersionChoice choice = client.versions(query);
        List<RemotePackage> fitting = choice.matching(query.order());
        int shown = Math.min(query.limit(), fitting.size());
        return fitting.isEmpty()
                ? OfferedVersions.none(client.nothing(query.source()))
                : new OfferedVersions(fitting.subList(0, shown), shown < fitting.size(), "");
    }
}
