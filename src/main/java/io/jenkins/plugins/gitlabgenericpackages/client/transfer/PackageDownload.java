package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalPaths;
import io.jenkins.plugins.gitlabgenericpackages.client.files.NamePatterns;
import io.jenkins.plugins.gitlabgenericpackages.client.files.TargetFolder;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.LatestVersion;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One download request from finding out what is there to the last file at its place. Used once. */
public final class PackageDownload {
    private final RegistrySettings settings;
    private final PackagesApi api;
    private final Retry retry;
    private final TransferListener listener;
    private final DownloadRequest request;

    /** A file to download: its name, where it goes, and what the list says of it. */
    private record Wanted(PackageFileName name, String localName, Optional<RemoteFile> listed) {}

    public PackageDownload(
            RegistrySettings settings,
            PackagesApi api,
            Retry retry,
            TransferListener listener,
            DownloadRequest request) {
        this.settings = settings;
        this.api = api;
        this.retry = retry;
        this.listener = listener;
        this.request = request;
    }

    public List<TransferredFile> run(Path base, Workers workers) throws IOException, InterruptedException {
        if (request.source().version().equals(GenericPackage.LATEST)
                && !settings.token().canList()) {
            listener.note("GitLab lists no versions for this token ("
                    + settings.token().kind() + "): 'latest' is taken as the name of a version");
        }
        GenericPackage source = new LatestVersion(api, settings.token()).resolve(request.source());
        PackageContents contents = new PackageContents(api, retry, settings.token(), source);
        List<Wanted> files = request.files().isSingle() ? List.of(single()) : listed(source, contents);
        listener.started(
                Direction.DOWNLOAD,
                source,
                settings.projectId() + " at " + settings.project().origin(),
                files.size(),
                bytes(files));
        Path dir = LocalPaths.resolve(base, "dir", request.files().dir());
        TargetFolder folder = new TargetFolder(dir);
        return new Batch<>(files, listener).run(workers, settings.parallel(), false, wanted -> {
            Path target = target(dir, folder, wanted);
            Downloader.Outcome outcome = new Downloader(
                            api,
                            contents,
                            retry,
                            listener,
                            source,
                            wanted.name(),
                            target,
                            wanted.listed(),
                            request.sha256())
                    .download();
            return new TransferredFile(
                    wanted.name().value(),
                    LocalPaths.relative(base, told(dir, target, wanted)),
                    source.name(),
                    source.version(),
                    outcome.size(),
                    outcome.sha256(),
                    wanted.listed()
                            .filter(listed -> listed.hasSha256(outcome.sha256()))
                            .map(RemoteFile::md5)
                            .orElse(""),
                    api.address(source, wanted.name()).toString(),
                    outcome.skipped());
        });
    }

    private Wanted single() {
        FileSelection files = request.files();
        String fileName = files.fileName();
        if (fileName.isBlank()) {
            fileName = LocalPaths.lastPart(LocalPaths.resolve(Path.of(""), "file", files.file()));
        }
        PackageFileName name = PackageFileName.forDownload(files.inPackage(fileName));
        String lastPart = name.value().substring(name.value().lastIndexOf('/') + 1);
        return new Wanted(name, lastPart, Optional.empty());
    }

    /** A path that the user wrote is the user's to choose; a name from the package stays in the target folder. */
    private Path target(Path dir, TargetFolder folder, Wanted wanted) throws IOException {
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
    private Path told(Path dir, Path target, Wanted wanted) {
        return request.files().file().isBlank() ? dir.resolve(wanted.localName()) : target;
    }

    private List<Wanted> listed(GenericPackage source, PackageContents contents)
            throws RegistryException, InterruptedException {
        if (!contents.canList()) {
            throw new RegistryException("Downloading several files has to list the package, which GitLab does not allow"
                    + " for this token (" + settings.token().kind() + "): name each file with 'file', or use an access"
                    + " token with the scope 'read_api'");
        }
        NamePatterns patterns = new NamePatterns(request.files());
        List<Wanted> files = new ArrayList<>();
        for (RemoteFile file : contents.newest()) {
            Optional<String> localName = belowPath(file.name().value());
            if (localName.isPresent() && patterns.select(localName.get())) {
                files.add(new Wanted(file.name(), localName.get(), Optional.of(file)));
            }
        }
        if (files.isEmpty() && !request.files().allowEmpty()) {
            throw nothing(source, contents);
        }
        files.sort(Comparator.comparing(Wanted::localName));
        refuseHostile(files);
        return files;
    }

    private Optional<String> belowPath(String name) {
        String path = request.files().path();
        if (path.isEmpty()) {
            return Optional.of(name);
        }
        return name.startsWith(path + "/") ? Optional.of(name.substring(path.length() + 1)) : Optional.empty();
    }

    private RegistryException nothing(GenericPackage source, PackageContents contents)
            throws RegistryException, InterruptedException {
        if (!contents.isListed()) {
            return new RegistryException("There is no package " + source + " in " + settings.projectId() + " at "
                    + settings.project().origin() + ", or it is hidden or empty (set allowEmpty if that is all right)");
        }
        return new RegistryException(
                "No file of " + source + " matches '" + request.files().includes() + "'"
                        + (request.files().path().isEmpty()
                                ? ""
                                : " below " + request.files().path())
                        + " (set allowEmpty if that is all right)");
    }

    /** Refuses before anything is written, with every bad name said. */
    private static void refuseHostile(List<Wanted> files) throws RegistryException {
        List<String> problems = new ArrayList<>();
        for (Wanted file : files) {
            String problem = TargetFolder.problem(file.localName());
            if (!problem.isEmpty()) {
                problems.add(
                        "The file name '" + printable(file.localName()) + "' in the package is refused: " + problem);
            }
        }
        Map<String, String> collisions =
                TargetFolder.collisions(files.stream().map(Wanted::localName).toList());
        collisions.forEach((one, other) -> problems.add("The files '" + printable(one) + "' and '" + printable(other)
                + "' of the package would overwrite each other where case does not count"));
        if (!problems.isEmpty()) {
            throw new RegistryException(String.join("\n", problems) + "\nLeave them out with 'excludes'");
        }
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cc}", "?");
    }

    private static long bytes(List<Wanted> files) {
        long sum = 0;
        for (Wanted file : files) {
            long size = file.listed().map(RemoteFile::size).orElse(-1L);
            if (size < 0) {
                return -1;
            }
            sum += size;
        }
        return sum;
    }
}
