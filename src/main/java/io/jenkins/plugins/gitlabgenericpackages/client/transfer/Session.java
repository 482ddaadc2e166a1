package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Deletions;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What all parts of one upload or download work with.
 *
 * @param temporary a folder for what is made to be sent or unpacked; it need not be there yet; empty if
 *     nobody has set one aside
 */
public record Session(
        RegistrySettings settings,
        PackagesApi api,
        Retry retry,
        ConcurrencyLimit concurrency,
        TransferListener listener,
        Journal journal,
        Optional<Path> temporary) {

    /** Returns the same, with another who is told. */
    Session telling(TransferListener other) {
        return new Session(settings, api, retry, concurrency, other, journal, temporary);
    }

    Token token() {
        return settings.registry().token();
    }

    String where() {
        return settings.registry().where();
    }

    /** Returns what the transfer set out to do if it had broken off, and tells that it goes on. */
    Optional<TransferPlan> goesOn(Direction direction) {
        journal.plan()
                .ifPresent(plan -> listener.continued(
                        direction, plan.owner(), place(), plan.files().size(), journal.finished()));
        return journal.plan();
    }

    /** Says where the other side is, and with what it is asked. */
    String place() {
        return where() + ", with " + token().words();
    }

    /**
     * @param path where it is on this side
     * @param packageId GitLab's id of the package version; 0 where it was not told
     */
    TransferredFile transferred(PackageFile file, String path, Outcome outcome, long packageId) {
        return new TransferredFile(
                file,
                path,
                outcome.content(),
                api.address(file).toString(),
                outcome.verifiedBy(),
                outcome.skipped(),
                outcome.besideOlder(),
                packageId);
    }

    Deletions deletions() {
        return new Deletions(api, retry);
    }
}
