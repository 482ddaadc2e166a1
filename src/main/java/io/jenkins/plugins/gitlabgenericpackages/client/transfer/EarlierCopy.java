package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Looks in GitLab for what an attempt had sent before the transfer broke off, of which nobody was told any more that it
 * arrived. Used by one thread.
 */
record EarlierCopy(Session session, PackageContents contents, TransferPlan plan, LocalFile local) {
    /**
     * Returns the file if it is there. Where GitLab lists nothing, one of the same digest is taken for it: whoever sent
     * it, the package has what this transfer was to bring.
     */
    Optional<Delivered> find() throws IOException, InterruptedException {
        Arrival arrival = new Arrival(session, contents, plan, local, List.of());
        Optional<Sha256> sent = session.journal().sent(local.name());
        if (sent.isPresent()) {
            return await(arrival, sent.get());
        }
        return mayBeThere() ? arrival.find(FileDigest.sha256(local.path())) : Optional.empty();
    }

    private Optional<Delivered> await(Arrival arrival, Sha256 sha256) throws RegistryException, InterruptedException {
        Optional<Delivered> there = arrival.await(sha256, Arrival.SECONDS);
        if (there.isEmpty() && !arrival.canTell()) {
            session.listener().note("Cannot tell whether " + local.name() + " had arrived: sending it again");
        }
        return there;
    }

    /** Spares the digest of files of which none of the same size came. */
    private boolean mayBeThere() throws RegistryException, InterruptedException {
        if (contents.isListed()) {
            return contents.named(local.name()).stream()
                    .anyMatch(there ->
                            plan.isLater(there.id()) && there.content().size().orElse(local.size()) == local.size());
        }
        return contents.ask(local.name())
                .filter(there -> there.size().orElse(local.size()) == local.size())
                .isPresent();
    }
}
