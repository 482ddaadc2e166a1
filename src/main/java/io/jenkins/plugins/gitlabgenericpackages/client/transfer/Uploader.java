package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.json.JSONException;
import org.json.JSONObject;

/** Uploads one file at a time: decides by {@link IfExists}, sends, verifies what GitLab stored. Thread-safe. */
final class Uploader {
    private static final int MOST_JSON = 1024 * 1024;

    private final PackagesApi api;
    private final PackageContents contents;
    private final Retry retry;
    private final UploadRequest request;
    private final TransferListener listener;

    Uploader(PackagesApi api, PackageContents contents, Retry retry, UploadRequest request, TransferListener listener) {
        this.api = api;
        this.contents = contents;
        this.retry = retry;
        this.request = request;
        this.listener = listener;
    }

    /** What an upload came to: the digests, that of MD5 only if GitLab told it, and whether nothing had to be sent. */
    record Outcome(String sha256, String md5, boolean skipped) {}

    Outcome upload(LocalFile file) throws IOException, InterruptedException {
        switch (request.ifExists()) {
            case ADD -> {
                return send(file, List.of());
            }
            case SKIP_IDENTICAL -> {
                Optional<RemoteFile> there = contents.newest(file.name());
                if (there.isPresent() && there.get().size() == file.size()) {
                    String sha256 = Sha256.of(file.path());
                    if (there.get().hasSha256(sha256)) {
                        return new Outcome(sha256, there.get().md5(), true);
                    }
                }
                return send(file, List.of());
            }
            case FAIL -> {
                if (contents.newest(file.name()).isPresent()) {
                    throw alreadyThere(file.name());
                }
                return send(file, List.of());
            }
            case REPLACE -> {
                List<RemoteFile> older = contents.named(file.name());
                if (older.isEmpty() && contents.newest(file.name()).isPresent()) {
                    throw new RegistryException("The older " + file.name() + " cannot be replaced: GitLab does not list"
                            + " the package " + request.target() + ", probably since it is hidden");
                }
                Outcome sent = send(file, older);
                for (RemoteFile old : older) {
                    api.delete(old);
                }
                return sent;
            }
            default -> throw new IllegalStateException();
        }
    }

    RegistryException alreadyThere(PackageFileName name) {
        return new RegistryException(
                "The package " + request.target() + " already has a file " + name + ", and 'ifExists' is FAIL");
    }

    /**
     * Sends the file until it has arrived.
     *
     * @param doomed what is deleted afterwards, so even an identical one is not taken for the file that is sent
     */
    private Outcome send(LocalFile file, List<RemoteFile> doomed) throws RegistryException, InterruptedException {
        HttpAddress address = api.address(request.target(), file.name());
        // The digest of an earlier attempt that may have succeeded without our learning of it.
        String[] perhapsThere = {null};
        return retry.call("upload " + file.name(), address, () -> {
            if (perhapsThere[0] != null) {
                Optional<Outcome> arrived = arrived(file, perhapsThere[0], doomed);
                if (arrived.isPresent()) {
                    return arrived.get();
                }
            }
            file.checkUnchanged();
            FileBody body = new FileBody(file, listener);
            try (Response response = api.put(request.target(), file.name(), request.hidden(), body)) {
                return verify(file, response, body.sha256());
            } finally {
                body.sha256().ifPresent(sha256 -> perhapsThere[0] = sha256);
            }
        });
    }

    private Optional<Outcome> arrived(LocalFile file, String sha256, List<RemoteFile> doomed)
            throws RegistryException, InterruptedException {
        contents.refresh();
        Optional<RemoteFile> newest =
                contents.newest(file.name()).filter(found -> doomed.stream().noneMatch(old -> old.id() == found.id()));
        if (newest.isPresent() && newest.get().sha256().isEmpty()) {
            listener.note("Cannot tell whether " + file.name() + " had arrived: sending it again");
            return Optional.empty();
        }
        Optional<Outcome> arrived =
                newest.filter(found -> found.hasSha256(sha256)).map(found -> new Outcome(sha256, found.md5(), false));
        if (arrived.isPresent()) {
            listener.note(file.name() + " had arrived after all");
        }
        return arrived;
    }

    private Outcome verify(LocalFile file, Response response, Optional<String> sent)
            throws IOException, InterruptedException {
        if (response.status() != 200 && response.status() != 201) {
            throw api.failure(response);
        }
        String sha256 = sent.orElseThrow(() -> new ConnectionException("GitLab answered before it had the whole file"));
        String text = response.text(MOST_JSON).strip();
        RemoteFile stored;
        try {
            stored = RemoteFile.fromJson(text.isEmpty() ? new JSONObject() : new JSONObject(text));
        } catch (JSONException e) {
            throw PackagesApi.notGitLab(response.address());
        }
        if (stored.sha256().isEmpty() && stored.size() < 0) {
            listener.note("GitLab did not say what it stored as " + file.name() + ": not verified");
        } else if (stored.size() >= 0 && stored.size() != file.size()
                || !stored.sha256().isEmpty() && !stored.hasSha256(sha256)) {
            discard(stored);
            throw new ConnectionException("GitLab stored other bytes than were sent (sha256 " + stored.sha256() + ", "
                    + stored.size() + " bytes; sent " + sha256 + ", " + file.size() + " bytes)");
        }
        contents.added();
        return new Outcome(sha256, stored.md5(), false);
    }

    /** Deletes a copy that was damaged on its way, so that nobody downloads it. */
    private void discard(RemoteFile damaged) throws InterruptedException {
        try {
            // To a token that may not look, GitLab answers 404 as if the file were gone.
            if (!contents.canList()) {
                listener.note("The damaged copy of " + damaged.name() + " stays in the package: this token cannot"
                        + " delete it");
                return;
            }
            api.delete(damaged);
        } catch (RegistryException e) {
            listener.note("The damaged copy stays in the package: " + e.getMessage());
        }
    }
}
