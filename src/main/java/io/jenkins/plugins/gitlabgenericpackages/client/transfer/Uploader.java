package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Decides for each file by {@link io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists}. Thread-safe. */
final class Uploader {
    private final Session session;
    private final PackageContents contents;
    private final UploadRequest request;
    private final TransferPlan plan;

    Uploader(Session session, PackageContents contents, UploadRequest request, TransferPlan plan) {
        this.session = session;
        this.contents = contents;
        this.request = request;
        this.plan = plan;
    }

    /** What an upload came to, and whether nothing had to be sent. */
    record Outcome(FileContent content, Verifier verifiedBy, boolean skipped) {
        static Outcome sent(Delivered delivered) {
            return new Outcome(delivered.content(), delivered.verifiedBy(), false);
        }
    }

    Outcome upload(LocalFile file) throws IOException, InterruptedException {
        Optional<Delivered> earlier = session.journal().plan().isPresent()
                ? new EarlierCopy(session, contents, plan, file).find()
                : Optional.empty();
        if (earlier.isPresent()) {
            session.listener().note(file.name() + " had arrived before");
            if (request.ifExists() == IfExists.REPLACE) {
                deleteOlder(file, earlier.get());
            }
            return Outcome.sent(earlier.get());
        }
        return switch (request.ifExists()) {
            case ADD -> Outcome.sent(send(file, List.of()));
            case SKIP_IDENTICAL -> {
                Optional<FileContent> identical = identical(file);
                yield identical.isPresent()
                        ? new Outcome(identical.get(), Verifier.GITLAB, true)
                        : Outcome.sent(send(file, List.of()));
            }
            case FAIL -> {
                if (contents.newest(file.name()).isPresent()) {
                    throw alreadyThere(request, file.name());
                }
                yield Outcome.sent(send(file, List.of()));
            }
            case REPLACE -> Outcome.sent(replace(file));
        };
    }

    static RegistryException alreadyThere(UploadRequest request, PackageFileName name) {
        return new RegistryException(
                "The package " + request.target() + " already has a file " + name + ", and 'ifExists' is FAIL");
    }

    private Delivered send(LocalFile local, List<RemoteFile> doomed) throws RegistryException, InterruptedException {
        PackageFile file = new PackageFile(request.target(), local.name());
        Arrival arrival = new Arrival(session, contents, plan, local, doomed);
        return new Delivery(session, local, file, request.hidden(), arrival).send();
    }

    /** Returns what is there if it is the same file. */
    private Optional<FileContent> identical(LocalFile file) throws IOException, InterruptedException {
        Optional<RemoteContent> there = contents.newest(file.name());
        if (there.isEmpty() || there.get().size().orElse(-1) != file.size()) {
            return Optional.empty();
        }
        Sha256 sha256 = FileDigest.sha256(file.path());
        return there.filter(found -> found.has(sha256))
                .map(found -> new FileContent(file.size(), sha256, found.md5().orElse(null)));
    }

    private Delivered replace(LocalFile file) throws IOException, InterruptedException {
        List<RemoteFile> older = contents.named(file.name());
        if (older.isEmpty() && contents.newest(file.name()).isPresent()) {
            throw new RegistryException("The older " + file.name() + " cannot be replaced: GitLab does not list"
                    + " the package " + request.target() + ", probably since it is hidden");
        }
        Delivered sent = send(file, older);
        if (!older.isEmpty()) {
            delete(older, idOf(sent, file, older));
        }
        return sent;
    }

    /** Does what was left to do after a file had arrived. */
    private void deleteOlder(LocalFile file, Delivered sent) throws RegistryException, InterruptedException {
        long kept = idOf(sent, file, List.of());
        List<RemoteFile> older = contents.named(file.name()).stream()
                .filter(there -> there.id() < kept)
                .toList();
        if (!older.isEmpty()) {
            delete(older, kept);
        }
    }

    /**
     * Returns the id of what was sent, which no older file has.
     *
     * @throws RegistryException if GitLab does not tell it: then none can be deleted without risking the new one
     */
    private long idOf(Delivered sent, LocalFile file, List<RemoteFile> older)
            throws RegistryException, InterruptedException {
        if (sent.id().isPresent()
                && older.stream().noneMatch(old -> old.id() == sent.id().getAsLong())) {
            return sent.id().getAsLong();
        }
        return new Arrival(session, contents, plan, file, older)
                .find(sent.content().sha256())
                .map(Delivered::id)
                .orElse(OptionalLong.empty())
                .orElseThrow(() -> new RegistryException(file.name() + " is uploaded, but GitLab does not tell it from"
                        + " the older ones: none of them was deleted"));
    }

    private void delete(List<RemoteFile> older, long kept) throws RegistryException, InterruptedException {
        List<RemoteFile> doomed = older.stream().filter(old -> old.id() != kept).toList();
        if (doomed.isEmpty()) {
            return;
        }
        for (RemoteFile old : doomed) {
            session.api().delete(old);
        }
        session.listener()
                .note("Deleted " + doomed.size() + (doomed.size() == 1 ? " older copy of " : " older copies of ")
                        + older.get(0).name() + ": "
                        + doomed.stream().map(RemoteFile::toString).collect(Collectors.joining(", ")));
    }
}
