package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageListing;
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
import java.util.stream.Stream;

/** Decides for each file by {@link IfExists} whether it is sent, and what becomes of older ones. Thread-safe. */
record UploadPolicy(Session session, PackageContents contents, UploadRequest request, TransferPlan plan) {
    Outcome upload(LocalFile file) throws IOException, InterruptedException {
        Optional<Outcome> earlier = session.journal().plan().isPresent() ? sentBefore(file) : Optional.empty();
        if (earlier.isPresent()) {
            session.listener().note(file.name() + " had arrived before");
            if (request.ifExists() == IfExists.REPLACE) {
                deleteOlder(earlier.get(), file.name());
            }
            return earlier.get();
        }
        // Before each body: behind nginx a refusal, be it of the token or of the project, comes only after all of it.
        // Whoever adds to a listed package has asked for its ids, and needs no more.
        boolean needsNoLook = request.ifExists() == IfExists.ADD && plan.knowsNewestId() && plan.newestId() > 0;
        Optional<RemoteContent> before = needsNoLook ? Optional.empty() : contents.newestBefore(file.name());
        if (before.isPresent() && request.ifExists() == IfExists.FAIL) {
            throw alreadyThere(request, file.name());
        }
        boolean replaces = request.ifExists() == IfExists.REPLACE;
        if (before.isPresent() && replaces && contents.before().isEmpty()) {
            throw new RegistryException("The older " + file.name() + " cannot be replaced: GitLab does not list the"
                    + " package " + request.target() + ", probably since it is hidden");
        }
        Optional<Outcome> identical =
                request.ifExists() == IfExists.SKIP_IDENTICAL ? identical(file, before) : Optional.empty();
        if (identical.isPresent()) {
            return identical.get();
        }
        PackageFile target = new PackageFile(request.target(), file.name());
        Outcome sent = new FileSender(session, file, target, request.hidden(), verifier(file.name(), before)).send();
        if (replaces) {
            deleteOlder(sent, file.name());
        }
        // Whoever adds has asked for that.
        return request.ifExists() == IfExists.SKIP_IDENTICAL && before.isPresent() ? sent.withOlder() : sent;
    }

    private UploadVerifier verifier(PackageFileName name, Optional<RemoteContent> before) {
        return new UploadVerifier(session, contents, plan, name, before);
    }

    static RegistryException alreadyThere(UploadRequest request, PackageFileName name) {
        return new RegistryException(
                "The package " + request.target() + " already has a file " + name + ", and 'ifExists' is FAIL");
    }

    /**
     * Looks for what an attempt had sent before the transfer broke off, of which nobody was told any more that it
     * arrived. The digest of the file is spared where no copy of its size came since.
     */
    private Optional<Outcome> sentBefore(LocalFile file) throws IOException, InterruptedException {
        UploadVerifier verifier = verifier(file.name(), Optional.empty());
        Optional<Sha256> sent = session.journal().sent(file.name());
        if (sent.isEmpty()) {
            return mayBeThere(file) ? verifier.find(digest(file)) : Optional.empty();
        }
        FileContent content = session.settings().md5() ? digest(file) : new FileContent(file.size(), sent.get(), null);
        return verifier.await(content, FileSender.SECONDS, true);
    }

    private boolean mayBeThere(LocalFile file) throws RegistryException, InterruptedException {
        PackageListing listing = contents.before();
        Stream<RemoteContent> copies = listing.isEmpty()
                ? contents.probe(file.name()).stream()
                : listing.named(file.name()).stream()
                        .filter(copy -> plan.isLater(copy.id()))
                        .map(RemoteFile::content);
        return copies.anyMatch(copy -> copy.size().orElse(file.size()) == file.size());
    }

    private Optional<Outcome> identical(LocalFile file, Optional<RemoteContent> there)
            throws IOException, InterruptedException {
        if (there.isEmpty() || there.get().size().orElse(file.size()) != file.size()) {
            return Optional.empty();
        }
        if (there.get().sha256().isEmpty()) {
            session.listener()
                    .note("It is not known whether the " + file.name()
                            + " in GitLab is the same, since GitLab does not tell its sha256: sending it again");
            return Optional.empty();
        }
        FileContent local = digest(file);
        return there.filter(found -> found.has(local.sha256())).map(found -> Outcome.skipped(local, Verifier.GITLAB));
    }

    private FileContent digest(LocalFile file) throws IOException, InterruptedException {
        return FileDigest.read(file.path(), session.settings().md5());
    }

    /** @throws RegistryException if GitLab does not tell the new copy from the older ones: then none can be deleted */
    private void deleteOlder(Outcome sent, PackageFileName name) throws RegistryException, InterruptedException {
        List<RemoteFile> copies = contents.before().named(name);
        if (copies.isEmpty()) {
            return;
        }
        Optional<Outcome> told = sent.id().isPresent()
                ? Optional.of(sent)
                : verifier(name, Optional.empty()).find(sent.content());
        long kept = told.flatMap(it -> it.id().stream().boxed().findFirst())
                .orElseThrow(() -> new RegistryException(name + " is uploaded, but GitLab does not tell it from the"
                        + " older ones: none of them was deleted"));
        List<RemoteFile> older =
                copies.stream().filter(copy -> copy.id() < kept).toList();
        for (RemoteFile old : older) {
            session.deletions().delete(old);
        }
        if (!older.isEmpty()) {
            session.listener()
                    .note("Deleted " + older.size() + (older.size() == 1 ? " older copy of " : " older copies of ")
                            + name + ": " + RemoteFile.list(older));
        }
    }
}
