package io.jenkins.plugins.gitlabgenericpackages.choosing;

import hudson.model.Job;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import io.jenkins.plugins.gitlabgenericpackages.servers.WatchedPackage;
import java.io.IOException;
import java.util.List;

/**
 * Which versions a parameter offers.
 *
 * @param completeWhen the file without which a version is incomplete; empty for none
 */
record VersionQuestion(WatchedPackage watched, VersionQuery query, String completeWhen) {
    /** Each of them takes a request, and a page waits for all. */
    static final int MOST_LOOKED_AT = 10;

    /**
     * Asks GitLab, once and for the file in the first versions, with what the job's builds may use. One more than there is
     * room for tells that there are more.
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
        if (fitting.isEmpty()) {
            return OfferedVersions.none(client.nothing(query.source()));
        }
        List<RemotePackage> incomplete = completeWhen.isEmpty()
                ? List.of()
                : client.without(
                        PackageFileName.forDownload(completeWhen), fitting.subList(0, Math.min(shown, MOST_LOOKED_AT)));
        return new OfferedVersions(fitting.subList(0, shown), incomplete, shown < fitting.size(), "");
    }
}
