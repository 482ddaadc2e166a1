package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.Leftovers;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalPaths;
import io.jenkins.plugins.gitlabgenericpackages.client.files.TargetFolder;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.VersionResolver;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.PlannedFile;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
        Optional<TransferPlan> earlier = session.journal().plan();
        GenericPackage source = earlier.isPresent() ? earlier.get().owner() : source();
        PackageContents contents = session.contentsOf(source);
        RequiredDigests required = new RequiredDigests(Optional.ofNullable(request.sha256()), checksums(contents));
        List<DownloadItem> files = earlier.isPresent() ? goOn(earlier.get(), contents, required) : begin(contents, required);
        return new Batch<>(files, session)
                .run(workers, session.settings().parallel(), OptionalInt.empty(), wanted -> download(wanted, contents));
    }

    private GenericPackage source() throws RegistryException, InterruptedException {
        return new VersionResolver(session.api(), session.token(), session.listener()).resolve(request.source());
    }

    private Optional<ChecksumFile> checksums(PackageContents contents) throws RegistryException, InterruptedException {
        if (request.checksumFile().isEmpty()) {
            return Optional.empty();
        }
        PackageFileName name = request.checksumFile().get();
        ChecksumFile checksums = ChecksumFile.read(session, contents, contents.before(), name)
                .orElseThrow(() -> new RegistryException("There is no checksum file " + name + " in " + contents.owner()
                        + " of " + session.where() + " ('checksums' asks for it)"));
        session.listener().note(checksums.toString());
        if (!checksums.isVouchedFor() && session.settings().verify() == Verify.REQUIRED) {
            throw new RegistryException("Failed to download " + contents.owner() + ": nobody vouches for " + name
                    + ", and 'verify' is REQUIRED. It came from a host to which GitLab redirected, and its sha256 is not"
                    + " told: use a token that can list the package");
        }
        return Optional.of(checksums);
    }

    private List<DownloadItem> begin(PackageContents contents, RequiredDigests required) throws IOException, InterruptedException {
        List<DownloadItem> files = new DownloadSelection(session, request.files(), contents, required).find();
        session.listener().started(Direction.DOWNLOAD, contents.owner(), session.where(), files.size(), bytes(files));
        session.journal()
                .plan(new TransferPlan(
                        contents.owner(),
                        files.stream()
                                .map(file -> new PlannedFile(file.name(), file.localName()))
                                .toList(),
                        OptionalLong.empty()));
        return files;
    }

    private List<DownloadItem> goOn(TransferPlan plan, PackageContents contents, RequiredDigests required)
            throws IOException, InterruptedException {
        int finished = session.journal().finished();
        session.listener()
                .continued(
                        Direction.DOWNLOAD,
                        plan.owner(),
                        session.where(),
                        plan.files().size(),
                        finished);
        List<DownloadItem> files = new ArrayList<>();
        for (PlannedFile file : plan.files()) {
            Optional<RemoteContent> listed = request.files().isSingle()
                    ? Optional.empty()
                    : contents.before().newest(file.name()).map(RemoteFile::content);
            files.add(new DownloadItem(file.name(), file.path(), listed, required.of(file.name())));
        }
        return files;
    }

    private TransferredFile download(DownloadItem wanted, PackageContents contents) throws IOException, InterruptedException {
        Path target = target(wanted);
        Optional<TransferredFile> finished = session.journal().finished(wanted.name());
        if (finished.isPresent() && isThere(target, finished.get().content())) {
            return finished.get();
        }
        leftovers.sweep(target.getParent());
        PackageFile file = new PackageFile(contents.owner(), wanted.name());
        Outcome outcome;
        try {
            outcome = new FileDownload(session, contents, wanted, target).download();
        } catch (RegistryException e) {
            throw new MissingFile(request.files(), contents, wanted.name()).explain(e);
        }
        return new TransferredFile(
                file,
                LocalPaths.relative(base, told(target, wanted)),
                outcome.content(),
                session.api().address(file).toString(),
                outcome.verifiedBy(),
                outcome.skipped());
    }

    /** What was at its place when the transfer broke off need not be any more: the agent may be another machine. */
    private static boolean isThere(Path target, FileContent content) throws IOException, InterruptedException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.size(target) == content.size()
                && FileDigest.read(target, false).sha256().equals(content.sha256());
    }

    /** A path that the user wrote is the user's to choose; a name from the package stays in the target folder. */
    private Path target(DownloadItem wanted) throws IOException {
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
    private Path told(Path target, DownloadItem wanted) {
        return request.files().file().isBlank() ? dir.resolve(wanted.localName()) : target;
    }

    /** Returns the size of all files, if all are known. */
    private static OptionalLong bytes(List<DownloadItem> files) {
        long sum = 0;
        for (DownloadItem file : files) {
            OptionalLong size = file.listed().map(RemoteContent::size).orElse(OptionalLong.empty());
            if (size.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += size.getAsLong();
        }
        return OptionalLong.of(sum);
    }
}
