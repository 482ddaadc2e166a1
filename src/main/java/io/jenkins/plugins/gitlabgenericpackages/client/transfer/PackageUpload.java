package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalPaths;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** One upload request from finding its files to the last answer. Used once. */
public final class PackageUpload {
    private final Session session;
    private final UploadRequest request;
    private final Path base;
    private final PackageContents contents;
    private final Uploader uploader;

    /** @param base the folder that relative paths start from */
    public PackageUpload(Session session, UploadRequest request, Path base) {
        this.session = session;
        this.request = request;
        this.base = base;
        this.contents = session.contentsOf(request.target());
        this.uploader = new Uploader(session, contents, request);
    }

    public List<TransferredFile> run(Workers workers) throws IOException, InterruptedException {
        List<LocalFile> files = LocalFiles.find(base, request.files());
        long bytes = files.stream().mapToLong(LocalFile::size).sum();
        session.listener()
                .started(
                        Direction.UPLOAD, request.target(), session.where(), files.size(), OptionalLong.of(bytes));
        if (files.isEmpty()) {
            session.listener().ended(List.of(), 0);
            return List.of();
        }
        checkBeforehand(files);
        // An older GitLab answers 500 when several files create a package at once.
        boolean firstAlone = request.ifExists() == IfExists.ADD || !contents.isListed();
        return new Batch<>(files, session.listener())
                .run(workers, session.settings().parallel(), firstAlone, this::upload);
    }

    private TransferredFile upload(LocalFile local) throws IOException, InterruptedException {
        PackageFile file = new PackageFile(request.target(), local.name());
        Uploader.Outcome outcome = uploader.upload(local);
        return new TransferredFile(
                file,
                LocalPaths.relative(base, local.path()),
                outcome.content(),
                session.api().address(file).toString(),
                outcome.verifiedBy(),
                outcome.skipped());
    }

    /** Finds out what can be known before anything is sent. */
    private void checkBeforehand(List<LocalFile> files) throws RegistryException, InterruptedException {
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
                            "'ifExists' REPLACE has to list the package, which GitLab does not allow for this token ("
                                    + session.token().kind()
                                    + "): use an access token with the scope 'api', or another policy");
                }
            }
            default -> {
                // The others need nothing to be known.
            }
        }
    }
}
