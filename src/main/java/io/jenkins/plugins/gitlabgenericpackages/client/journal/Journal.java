package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a transfer notes what another would have to know that goes on with it, and what an earlier one has noted. What is
 * asked is always what was known when this transfer began. Thread-safe.
 */
public interface Journal {
    /** Of a transfer with which nobody goes on. */
    Journal NONE = new Journal() {};

    /** Returns whether anything is noted; false means that nothing needs to be found out for it either. */
    default boolean isKept() {
        return false;
    }

    /** Returns what a transfer that broke off had set out to do; empty for one that begins. */
    default Optional<TransferPlan> plan() {
        return Optional.empty();
    }

    /** Returns the file if it was finished before the transfer broke off. */
    default Optional<TransferredFile> finished(PackageFileName name) {
        return Optional.empty();
    }

    /** Returns how many files were finished before the transfer broke off. */
    default int finished() {
        return 0;
    }

    /** Returns the digest of what was sent, if every byte was when the transfer broke off: GitLab may have the file. */
    default Optional<Sha256> sent(PackageFileName name) {
        return Optional.empty();
    }

    /** Returns how the download of the file had begun, if it had. */
    default Optional<BegunDownload> begun(PackageFileName name) {
        return Optional.empty();
    }

    /** Returns by what the transfer that goes on finds again what has arrived of the file; empty for what is not kept. */
    default Optional<UUID> partId(PackageFileName name) {
        return Optional.empty();
    }

    /** Notes the plan; returns when it is safe away from this machine. */
    default void plan(TransferPlan plan) throws IOException {}

    default void finish(TransferredFile file) {}

    /** Notes that every byte of a file was sent. */
    default void send(PackageFileName name, Sha256 sha256) {}

    /** Notes that a download begins. */
    default void begin(BegunDownload part) {}

    /** Returns whether this transfer ends only for another to go on, which then needs what has arrived. */
    default boolean isBrokenOff() {
        return false;
    }
}
