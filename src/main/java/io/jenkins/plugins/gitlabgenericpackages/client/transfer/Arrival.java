package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds out whether a file that was sent is in the package, and whether it is the same. Used by one thread. */
final class Arrival {
    /** When to look for a file of which every byte was sent: it may well be there by now. */
    static final List<Integer> SECONDS = List.of(0, 2, 8);

    private final Session session;
    private final PackageContents contents;
    private final TransferPlan plan;
    private final LocalFile local;
    private final List<RemoteFile> doomed;
    private boolean canTell = true;

    /** @param doomed what is deleted afterwards, so even an identical one is not taken for the file that was sent */
    Arrival(Session session, PackageContents contents, TransferPlan plan, LocalFile local, List<RemoteFile> doomed) {
        this.session = session;
        this.contents = contents;
        this.plan = plan;
        this.local = local;
        this.doomed = List.copyOf(doomed);
    }

    /** Returns whether the last look could tell if the file is there. */
    boolean canTell() {
        return canTell;
    }

    /** Returns whether the MD5 is wanted, and GitLab has not told that of another file. */
    boolean lacksMd5() {
        return session.settings().md5() && contents.isMd5Missed();
    }

    /** Returns whether the MD5 is wanted, and GitLab has not told it: then that of other files will lack, too. */
    boolean missesMd5(Delivered delivered) {
        boolean lacking =
                session.settings().md5() && delivered.content().knownMd5().isEmpty();
        if (lacking) {
            contents.missMd5();
        }
        return lacking;
    }

    /** Returns the file if GitLab has one with that digest which was not there before. */
    Optional<Delivered> find(Sha256 sha256) throws RegistryException, InterruptedException {
        contents.refresh();
        canTell = true;
        if (contents.isListed()) {
            return contents.named(local.name()).stream()
                    .filter(found -> plan.isLater(found.id()))
                    .filter(found -> doomed.stream().noneMatch(old -> old.id() == found.id()))
                    .filter(found -> found.content().has(sha256))
                    .reduce((older, newer) -> newer)
                    .map(found -> delivered(found, sha256));
        }
        Optional<RemoteContent> there = contents.ask(local.name());
        canTell = there.isEmpty() || there.get().sha256().isPresent();
        return there.filter(found -> found.has(sha256))
                .map(found -> new Delivered(content(sha256, found), OptionalLong.empty(), Verifier.GITLAB));
    }

    /** Looks for the file after each of the pauses, until it is there, or no look can tell. */
    Optional<Delivered> await(Sha256 sha256, List<Integer> seconds) throws RegistryException, InterruptedException {
        Optional<Delivered> there = Optional.empty();
        for (int pause : seconds) {
            session.retry().pause(Duration.ofSeconds(pause));
            there = find(sha256);
            if (there.isPresent() || !canTell) {
                break;
            }
        }
        return there;
    }

    /**
     * Verifies what GitLab said that it stored; where it said no digest, asks for the file.
     *
     * @throws ConnectionException if GitLab has other bytes; they are deleted where that can be
     * @throws RegistryException if nobody tells the digest, and the user wants to be sure
     */
    Delivered verified(RemoteFile stored, Sha256 sha256) throws IOException, InterruptedException {
        contents.added(stored);
        if (stored.content().contradicts(local.size(), sha256)) {
            discard(stored);
            throw damaged(stored.content(), sha256);
        }
        if (stored.content().has(sha256)) {
            return delivered(stored, sha256);
        }
        Optional<RemoteContent> asked = contents.ask(local.name());
        if (asked.filter(found -> found.has(sha256)).isPresent()) {
            return new Delivered(content(sha256, asked.get()), id(stored), Verifier.GITLAB);
        }
        Optional<Delivered> found = find(sha256);
        if (found.isPresent()) {
            return found.get();
        }
        if (asked.filter(other -> other.contradicts(local.size(), sha256)).isPresent()) {
            throw damaged(asked.get(), sha256);
        }
        if (session.settings().verify() == Verify.REQUIRED) {
            throw new RegistryException(
                    "GitLab took " + local.name() + ", but nobody tells its sha256, and 'verify' is" + " REQUIRED");
        }
        session.listener().note(local.name() + " is not verified: nobody told its sha256");
        return new Delivered(content(sha256, stored.content()), id(stored), Verifier.NOBODY);
    }

    private Delivered delivered(RemoteFile found, Sha256 sha256) {
        return new Delivered(content(sha256, found.content()), id(found), Verifier.GITLAB);
    }

    private FileContent content(Sha256 sha256, RemoteContent told) {
        return new FileContent(local.size(), sha256, told.md5().orElse(null));
    }

    private static OptionalLong id(RemoteFile file) {
        return file.id() > 0 ? OptionalLong.of(file.id()) : OptionalLong.empty();
    }

    private ConnectionException damaged(RemoteContent there, Sha256 sha256) {
        return new ConnectionException("GitLab stored other bytes than were sent (" + there + "; sent "
                + new RemoteContent(local.size(), sha256) + ")");
    }

    /** Deletes a copy that was damaged on its way, so that nobody downloads it. */
    private void discard(RemoteFile damaged) throws InterruptedException {
        boolean older = doomed.stream().anyMatch(old -> old.id() == damaged.id());
        try {
            // To a token that may not look, GitLab answers 404 as if the file were gone.
            if (older || id(damaged).isEmpty() || !contents.canList()) {
                session.listener()
                        .note("The damaged copy of " + local.name() + " stays in the package: this token cannot"
                                + " delete it");
                return;
            }
            session.api().delete(damaged);
        } catch (RegistryException e) {
            session.listener().note("The damaged copy stays in the package: " + e.getMessage());
        }
    }
}
