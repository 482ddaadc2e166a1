package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.Leftovers;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalPaths;
import io.jenkins.plugins.gitlabgenericpackages.client.files.Target;
import io.jenkins.plugins.gitlabgenericpackages.client.files.TargetFolder;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Instead;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.VersionResolver;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan.PlannedFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One download request from finding out what is there to the last file at its place. Used once. */
public final class PackageDownload {
    private final Session session;
    private final DownloadRequest request;
    private final Path base;
    private final Path dir;
    private final TargetFolder folder;
    private final Leftovers leftovers;

    /** Known once it is known which version is meant. */
    private PackageContents contents;

    /** @param base the folder that relative paths start from */
    public PackageDownload(Session session, DownloadRequest request, Path base) {
        this.session = session;
        this.request = request;
        this.base = base;
        this.dir = LocalPaths.resolve(base, "dir", request.files().dir());
        this.folder = new TargetFolder(dir);
        if (!request.files().file().isBlank()) {
            LocalPaths.file(dir, request.files().file());
        }
        this.leftovers = new Leftovers(Instant.now());
    }

    public List<TransferredFile> run(Workers workers) throws IOException, InterruptedException {
        Optional<TransferPlan> earlier = session.goesOn(Direction.DOWNLOAD);
        VersionResolver resolver = new VersionResolver(session.api(), session.listener());
        contents = new PackageContents(
                session.api(), earlier.isPresent() ? earlier.get().owner() : resolver.resolve(request.source()));
        RequiredDigests required =
                new RequiredDigests(Optional.ofNullable(request.sha256()), checksums(), request.recordedFiles());
        List<DownloadSelection.Item> files = earlier.isPresent() ? goOn(earlier.get(), required) : begin(required);
        return new Batch<>(files, session).run(workers, Optional.empty(), this::download);
    }

    private Optional<ChecksumFile> checksums() throws RegistryException, InterruptedException {
        if (request.checksumFile().isEmpty()) {
            return Optional.empty();
        }
        PackageFileName name = request.checksumFile().get();
        Optional<ChecksumFile> read = ChecksumFile.read(session, contents, contents.before(), name);
        if (read.isEmpty()) {
            throw new RegistryException("There is no checksum file " + name + " in " + contents.owner() + " of "
                    + session.where() + " ('checksums' asks for it)" + takenAsName() + instead());
        }
        ChecksumFile checksums = read.get();
        session.listener().note(checksums.toString());
        if (!checksums.isTrusted() && session.settings().verify() == Verify.REQUIRED) {
            throw new RegistryException("Failed to download " + contents.owner() + ": the sha256 of " + name
                    + " itself is not known, and 'verify' is REQUIRED. It came from a host to which GitLab redirected:"
                    + " use a token that can list the package");
        }
        return Optional.of(checksums);
    }

    private List<DownloadSelection.Item> begin(RequiredDigests required) throws IOException, InterruptedException {
        List<DownloadSelection.Item> files =
                new DownloadSelection(session, request.files(), request.unpack(), contents, required, folder).find();
        boolean isKnown = files.stream().allMatch(file -> file.size().isPresent());
        long bytes = files.stream().mapToLong(file -> file.size().orElse(0)).sum();
        OptionalLong size = isKnown ? OptionalLong.of(bytes) : OptionalLong.empty();
        session.listener().started(Direction.DOWNLOAD, contents.owner(), session.place(), files.size(), size);
        session.journal()
                .plan(new TransferPlan(
                        contents.owner(),
                        files.stream()
                                .map(file -> new PlannedFile(file.name(), file.localName()))
                                .toList(),
                        OptionalLong.empty()));
        return files;
    }

    private List<DownloadSelection.Item> goOn(TransferPlan plan, RequiredDigests required)
            throws IOException, InterruptedException {
        List<DownloadSelection.Item> files = new ArrayList<>();
        for (PlannedFile file : plan.files()) {
            Optional<RemoteContent> listed = request.files().isSingle()
                    ? Optional.empty()
                    : contents.before().newest(file.name()).map(RemoteFile::content);
            files.add(new DownloadSelection.Item(file.name(), file.path(), listed, required.of(file.name())));
        }
        return files;
    }

    private TransferredFile download(DownloadSelection.Item item) throws IOException, InterruptedException {
        Target target = target(item);
        Optional<TransferredFile> finished = session.journal().finished(item.name());
        // What was at its place when the transfer broke off need not be any more: the agent may be another machine.
        if (finished.isPresent() && isThere(target.path(), finished.get())) {
            return finished.get();
        }
        leftovers.sweep(target.folder());
        try {
            PackageFile file = new PackageFile(contents.owner(), item.name());
            FileRanges ranges = new FileRanges(session, file, target);
            Outcome outcome = new FileDownload(session, contents, item, target, ranges).download();
            // As the user knows it: where the file really is depends on the links on the way.
            Path told = request.files().file().isBlank() ? dir.resolve(item.localName()) : named();
            return session.transferred(file, LocalPaths.relative(base, told), outcome, contents.packageId());
        } catch (RegistryException e) {
            boolean missing = e.getCause() instanceof GitLabException answer && answer.isMissing();
            throw missing && request.files().isSingle()
                    ? new RegistryException(e.getMessage() + ". " + place(item.name()), e.getCause())
                    : e;
        }
    }

    private static boolean isThere(Path target, TransferredFile file) throws IOException, InterruptedException {
        RemoteContent content = new RemoteContent(file.size(), file.content().sha256());
        return FileDownload.there(target, content, false).isPresent();
    }

    /** Says where a file that is not there was looked for, and what is there instead. */
    private String place(PackageFileName name) throws InterruptedException {
        String looked = "Looked for " + name;
        if (!request.files().path().isEmpty() || name.value().contains("/")) {
            return looked + " in " + contents.owner() + instead();
        }
        String guess = request.files().fileName().isBlank() ? ", the last part of 'file'," : "";
        return looked + guess + " at the top of " + contents.owner()
                + ": 'fileName' gives another name, and 'path' the folder in the package" + instead();
    }

    /** Says that a rule was taken as the name of a version, where nobody lists the versions. */
    private String takenAsName() {
        String rule = request.source().version().text();
        boolean taken = !request.source().version().isExact()
                && contents.owner().version().equals(rule);
        return taken
                ? ". '" + rule + "' was taken as the name of a version: a rule needs a token that can list the package"
                : "";
    }

    private String instead() throws InterruptedException {
        return new Instead(session.api()).ofFile(contents);
    }

    /** A path that the user wrote is the user's to choose; a name from the package stays in the target folder. */
    private Target target(DownloadSelection.Item item) throws IOException {
        if (request.files().file().isBlank()) {
            return folder.place(item.localName());
        }
        Path target = named();
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return Target.named(target, dir.toAbsolutePath());
    }

    private Path named() {
        return LocalPaths.file(dir, request.files().file()).toAbsolutePath();
    }
}
