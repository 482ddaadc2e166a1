package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Sends one file until it has arrived, and verifies what GitLab stored. Used once, by one thread. */
final class Delivery {
    private final Session session;
    private final PackageContents contents;
    private final boolean hidden;
    private final LocalFile local;
    private final List<RemoteFile> doomed;
    private final PackageFile file;

    /** The digest of an attempt that may have succeeded without our learning of it. */
    private Optional<Sha256> perhapsThere = Optional.empty();

    /** @param doomed what is deleted afterwards, so even an identical one is not taken for the file that is sent */
    Delivery(
            Session session, PackageContents contents, UploadRequest request, LocalFile local, List<RemoteFile> doomed) {
        this.session = session;
        this.contents = contents;
        this.hidden = request.hidden();
        this.local = local;
        this.doomed = doomed;
        this.file = new PackageFile(request.target(), local.name());
    }

    FileContent send() throws RegistryException, InterruptedException {
        return session.retry()
                .call("upload " + file.name(), session.api().address(file), this::attempt);
    }

    private FileContent attempt() throws IOException, InterruptedException {
        if (perhapsThere.isPresent()) {
            Optional<FileContent> arrived = arrived(perhapsThere.get());
            if (arrived.isPresent()) {
                return arrived.get();
            }
        }
        local.checkUnchanged();
        FileBody body = new FileBody(local, session.listener());
        try (Response response = session.api().put(file, hidden, body)) {
            return verify(response, body.sha256());
        } finally {
            perhapsThere = body.sha256().or(() -> perhapsThere);
        }
    }

    private Optional<FileContent> arrived(Sha256 sha256) throws RegistryException, InterruptedException {
        contents.refresh();
        Optional<RemoteContent> newest = newestNotDoomed();
        if (newest.isPresent() && newest.get().sha256().isEmpty()) {
            session.listener().note("Cannot tell whether " + file.name() + " had arrived: sending it again");
            return Optional.empty();
        }
        Optional<FileContent> arrived =
                newest.filter(found -> found.has(sha256)).map(found -> stored(sha256, found));
        if (arrived.isPresent()) {
            session.listener().note(file.name() + " had arrived after all");
        }
        return arrived;
    }

    private Optional<RemoteContent> newestNotDoomed() throws RegistryException, InterruptedException {
        if (doomed.isEmpty()) {
            return contents.newest(file.name());
        }
        List<RemoteFile> named = contents.named(file.name()).stream()
                .filter(found -> doomed.stream().noneMatch(old -> old.id() == found.id()))
                .toList();
        return named.isEmpty()
                ? Optional.empty()
                : Optional.of(named.get(named.size() - 1).content());
    }

    private FileContent verify(Response response, Optional<Sha256> sent) throws IOException, InterruptedException {
        if (response.status() != 200 && response.status() != 201) {
            throw session.api().failure(response);
        }
        Sha256 sha256 = sent.orElseThrow(() -> new ConnectionException("GitLab answered before it had the whole file"));
        RemoteFile stored = session.api().stored(response);
        if (stored.content().contradicts(local.size(), sha256)) {
            discard(stored);
            throw new ConnectionException("GitLab stored other bytes than were sent (" + stored.content() + "; sent "
                    + new RemoteContent(local.size(), sha256) + ")");
        }
        if (stored.content().isUnknown()) {
            session.listener().note("GitLab did not say what it stored as " + file.name() + ": not verified");
        }
        contents.added();
        return stored(sha256, stored.content());
    }

    private FileContent stored(Sha256 sha256, RemoteContent told) {
        return new FileContent(local.size(), sha256, told.md5().orElse(null));
    }

    /** Deletes a copy that was damaged on its way, so that nobody downloads it. */
    private void discard(RemoteFile damaged) throws InterruptedException {
        try {
            // To a token that may not look, GitLab answers 404 as if the file were gone.
            if (!contents.canList()) {
                session.listener()
                        .note("The damaged copy of " + file.name() + " stays in the package: this token cannot"
                                + " delete it");
                return;
            }
            session.api().delete(damaged);
        } catch (RegistryException e) {
            session.listener().note("The damaged copy stays in the package: " + e.getMessage());
        }
    }
}
