package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds out whether a file that was sent is in the package, and whether it is the same. A copy counts as the one that was
 * sent only if its id was not there when the transfer began. Immutable.
 *
 * @param before what a download of the name got before, where no list tells the copies apart
 */
record UploadVerifier(
        Session session,
        PackageContents contents,
        TransferPlan plan,
        PackageFileName name,
        Optional<RemoteContent> before) {

    /**
     * What a look came to.
     *
     * @param newest what is there of the name, if anything
     * @param canTell whether the look could tell if what was sent is there
     */
    private record Look(Optional<Outcome> there, Optional<RemoteContent> newest, boolean canTell) {}

    /**
     * Returns the copy of those bytes that came since the transfer began. Where GitLab lists nothing, the newest of the
     * name is taken for it, unless it may have been the newest before.
     */
    Optional<Outcome> find(FileContent sent) throws RegistryException, InterruptedException {
        return look(sent).there();
    }

    private Look look(FileContent sent) throws RegistryException, InterruptedException {
        Optional<List<RemoteFile>> newer =
                plan.knowsNewestId() ? contents.newerThan(plan.newestId()) : Optional.empty();
        if (newer.isPresent()) {
            List<RemoteFile> copies = newer.get().stream()
                    .filter(found -> found.name().equals(name))
                    .sorted(Comparator.comparingLong(RemoteFile::id).reversed())
                    .toList();
            Optional<RemoteFile> ours = copies.stream()
                    .filter(found -> found.content().has(sent.sha256()))
                    .findFirst();
            return new Look(
                    ours.map(found -> new Outcome(sent, Verifier.GITLAB, false, id(found))),
                    copies.stream().map(RemoteFile::content).findFirst(),
                    true);
        }
        Optional<RemoteContent> there = contents.probe(name);
        boolean isNew = before.isEmpty() || before.get().contradicts(sent);
        boolean canTell = there.isEmpty()
                || there.get().contradicts(sent)
                || there.get().sha256().isPresent() && isNew;
        return new Look(
                there.filter(found -> isNew && found.has(sent.sha256()))
                        .map(found -> Outcome.of(sent, Verifier.GITLAB)),
                there,
                canTell);
    }

    /**
     * Looks for the file after each of the pauses, until it is there, or no look can tell.
     *
     * @param seconds how long to wait before each look
     * @param again whether it is sent again if it is not found: where nobody can tell, the log says so
     */
    Optional<Outcome> await(FileContent sent, List<Integer> seconds, boolean again)
            throws RegistryException, InterruptedException {
        for (int pause : seconds) {
            session.retry().pause(Duration.ofSeconds(pause));
            Look look = look(sent);
            if (!look.canTell() && again) {
                session.listener().note("Cannot tell whether " + name + " had arrived: sending it again");
            }
            if (look.there().isPresent() || !look.canTell()) {
                return look.there();
            }
        }
        return Optional.empty();
    }

    /**
     * Verifies what GitLab said that it stored; where it said no digest, looks for the file.
     *
     * @throws ConnectionException if GitLab does not have it, or has other bytes; these are deleted where that can be
     * @throws RegistryException if the digest is not known, and the user wants to be sure
     */
    Outcome verified(RemoteFile stored, FileContent sent) throws IOException, InterruptedException {
        contents.stored(stored.packageId());
        if (stored.content().contradicts(sent)) {
            discard(stored);
            throw damaged(stored.content(), sent);
        }
        if (stored.content().has(sent.sha256())) {
            return new Outcome(sent, Verifier.GITLAB, false, id(stored));
        }
        Look look = look(sent);
        if (look.there().isPresent()) {
            return look.there().get();
        }
        RemoteContent there = look.newest()
                .orElseThrow(() -> new ConnectionException(
                        "GitLab answered that it has stored " + name + ", but it does not have it"));
        if (there.contradicts(sent)) {
            throw damaged(there, sent);
        }
        if (session.settings().verify() == Verify.REQUIRED) {
            throw new RegistryException(
                    "GitLab took " + name + ", but its sha256 is not known, and 'verify' is REQUIRED");
        }
        session.listener().note(name + " is not verified: its sha256 is not known");
        return new Outcome(sent, Verifier.NOBODY, false, id(stored));
    }

    /** Returns no id that was there before: it cannot be that of what was sent. */
    private OptionalLong id(RemoteFile file) {
        return file.id() > 0 && plan.isLater(file.id()) ? OptionalLong.of(file.id()) : OptionalLong.empty();
    }

    private static ConnectionException damaged(RemoteContent there, FileContent sent) {
        return new ConnectionException("GitLab stored other bytes than were sent (" + there + "; sent "
                + new RemoteContent(sent.size(), sent.sha256()) + ")");
    }

    /** Deletes a copy that was damaged on its way, so that nobody downloads it. */
    private void discard(RemoteFile damaged) throws InterruptedException {
        try {
            // A token that may not look cannot delete either.
            if (id(damaged).isPresent() && plan.knowsNewestId()) {
                session.deletions().delete(damaged);
            } else {
                session.listener()
                        .note("The damaged copy of " + name + " stays in the package: this token cannot delete it");
            }
        } catch (RegistryException e) {
            session.listener().note("The damaged copy stays in the package: " + e.getMessage());
        }
    }
}
