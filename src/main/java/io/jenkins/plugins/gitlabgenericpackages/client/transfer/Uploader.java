package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Decides for each file by {@link io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists}. Thread-safe. */
final class Uploader {
    private final Session session;
    private final PackageContents contents;
    private final UploadRequest request;

    Uploader(Session session, PackageContents contents, UploadRequest request) {
        this.session = session;
        this.contents = contents;
        this.request = request;
    }

    /** What an upload came to, and whether nothing had to be sent. */
    record Outcome(FileContent content, boolean skipped) {}

    Outcome upload(LocalFile file) throws IOException, InterruptedException {
        return switch (request.ifExists()) {
            case ADD -> new Outcome(send(file, List.of()), false);
            case SKIP_IDENTICAL -> {
                Optional<FileContent> identical = identical(file);
                yield identical.isPresent()
                        ? new Outcome(identical.get(), true)
                        : new Outcome(send(file, List.of()), false);
            }
            case FAIL -> {
                if (contents.newest(file.name()).isPresent()) {
                    throw alreadyThere(file.name());
                }
                yield new Outcome(send(file, List.of()), false);
            }
            case REPLACE -> new Outcome(replace(file), false);
        };
    }

    RegistryException alreadyThere(PackageFileName name) {
        return new RegistryException(
                "The package " + request.target() + " already has a file " + name + ", and 'ifExists' is FAIL");
    }

    private FileContent send(LocalFile file, List<RemoteFile> doomed) throws RegistryException, InterruptedException {
        return new Delivery(session, contents, request, file, doomed).send();
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

    private FileContent replace(LocalFile file) throws IOException, InterruptedException {
        List<RemoteFile> older = contents.named(file.name());
        if (older.isEmpty() && contents.newest(file.name()).isPresent()) {
            throw new RegistryException("The older " + file.name() + " cannot be replaced: GitLab does not list"
                    + " the package " + request.target() + ", probably since it is hidden");
        }
        FileContent sent = send(file, older);
        for (RemoteFile old : older) {
            session.api().delete(old);
        }
        return sent;
    }
}
