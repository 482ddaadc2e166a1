package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.Leftovers;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalPaths;
import io.jenkins.plugins.gitlabgenericpackages.client.files.TargetFolder;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.LatestVersion;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** One download request from finding out what is there to the last file at its place. Used once. */
public final class PackageDownload {
    private final Session session;
    private final DownloadRequest request;
    private final Path base;
    private final Path dir;
    private final TargetFolder folder;
    private final Leftovers leftovers;

    /** @param base the folder that relative paths start from */
    public PackageDownload(Session session, DownloadRequest request, Path base) {
        this.session = session;
        this.request = request;
        this.base = base;
        this.dir = LocalPaths.resolve(base, "dir", request.files().dir());
        this.folder = new TargetFolder(dir);
        this.leftovers = new Leftovers(Instant.now());
    }

    public List<TransferredFile> run(Workers workers) throws IOException, InterruptedException {
        GenericPackage source =
                new LatestVersion(session.api(), session.token(), session.listener()).resolve(request.source());
        PackageContents contents = session.contentsOf(source);
        List<Wanted> files = new WantedFiles(session, request.files(), contents).find();
        session.listener().started(Direction.DOWNLOAD, source, session.where(), files.size(), bytes(files));
        return new Batch<>(files, session.listener())
                .run(workers, session.settings().parallel(), false, wanted -> download(wanted, contents));
    }

    private TransferredFile download(Wanted wanted, PackageContents contents) throws IOException, InterruptedException {
        Path target = target(wanted);
        leftovers.sweep(target.getParent());
        PackageFile file = new PackageFile(contents.owner(), wanted.name());
        Downloader.Outcome outcome = new Downloader(session, contents, wanted, target, request.pinned()).download();
        return new TransferredFile(
                file,
                LocalPaths.relative(base, told(target, wanted)),
                outcome.content(),
                session.api().address(file).toString(),
                outcome.verifiedBy(),
                outcome.skipped());
    }

    /** A path that the user wrote is the user's to choose; a name from the package stays in the target folder. */
    private Path target(Wanted wanted) throws IOException {
        if (request.files().file().isBlank()) {
            return folder.place(wanted.localName());
        }
        Path target = LocalPaths.resolve(dir, "file", request.files().file()).toAbsolutePath();
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return target;
    }

    /** Returns the path as the user knows it: where a file really is depends on the links on the way. */
    private Path told(Path target, Wanted wanted) {
        return request.files().file().isBlank() ? dir.resolve(wanted.localName()) : target;
    }

    /** Returns the size of all files, if all are known. */
    private static OptionalLong bytes(List<Wanted> files) {
        long sum = 0;
        for (Wanted file : files) {
            OptionalLong size = file.listed().map(RemoteContent::size).orElse(OptionalLong.empty());
            if (size.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += size.getAsLong();
        }
        return OptionalLong.of(sum);
    }
}
