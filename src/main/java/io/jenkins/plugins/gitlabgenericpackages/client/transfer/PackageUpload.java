package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalPaths;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One upload request from finding its files to the last answer. Used once. */
public final class PackageUpload {
    private final RegistrySettings settings;
    private final PackagesApi api;
    private final Retry retry;
    private final TransferListener listener;
    private final UploadRequest request;
    private final PackageContents contents;

    public PackageUpload(
            RegistrySettings settings, PackagesApi api, Retry retry, TransferListener listener, UploadRequest request) {
        this.settings = settings;
        this.api = api;
        this.retry = retry;
        this.listener = listener;
        this.request = request;
        this.contents = new PackageContents(api, retry, settings.token(), request.target());
    }

    public List<TransferredFile> run(Path base, Workers workers) throws IOException, InterruptedException {
        List<LocalFile> files = LocalFiles.find(base, request.files());
        listener.started(
                Direction.UPLOAD,
                request.target(),
                where(),
                files.size(),
                files.stream().mapToLong(LocalFile::size).sum());
        if (files.isEmpty()) {
            listener.ended(List.of(), 0);
            return List.of();
        }
        Uploader uploader = new Uploader(api, contents, retry, request, listener);
        checkBeforehand(files, uploader);
        // An older GitLab answers 500 when several files create a package at once.
        boolean firstAlone = request.ifExists() == IfExists.ADD || !contents.isListed();
        return new Batch<>(files, listener).run(workers, settings.parallel(), firstAlone, file -> {
            Uploader.Outcome outcome = uploader.upload(file);
            return new TransferredFile(
                    file.name().value(),
                    LocalPaths.relative(base, file.path()),
                    request.target().name(),
                    request.target().version(),
                    file.size(),
                    outcome.sha256(),
                    outcome.md5(),
                    api.address(request.target(), file.name()).toString(),
                    outcome.skipped());
        });
    }

    /** Finds out what can be known before anything is sent. */
    private void checkBeforehand(List<LocalFile> files, Uploader uploader)
            throws RegistryException, InterruptedException {
        switch (request.ifExists()) {
            case FAIL -> {
                List<LocalFile> there = new ArrayList<>();
                for (LocalFile file : files) {
                    if (!contents.named(file.name()).isEmpty()) {
                        there.add(file);
                    }
                }
                if (!there.isEmpty()) {
                    throw new RegistryException(there.stream()
                            .map(file -> uploader.alreadyThere(file.name()).getMessage())
                            .collect(Collectors.joining("\n")));
                }
            }
            case REPLACE -> {
                if (!contents.canList()) {
                    throw new RegistryException(
                            "'ifExists' REPLACE has to list the package, which GitLab does not allow"
                                    + " for this token (" + settings.token().kind()
                                    + "): use an access token with the scope"
                                    + " 'api', or another policy");
                }
            }
            default -> {
                // The others need nothing to be known.
            }
        }
    }

    private String where() {
        return settings.projectId() + " at " + settings.project().origin();
    }
}
