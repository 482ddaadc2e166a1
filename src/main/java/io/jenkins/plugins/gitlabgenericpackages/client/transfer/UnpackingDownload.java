package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.archives.UnpackLimits;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.Unpacked;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.UnpackedFolder;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.Unpacking;
import io.jenkins.plugins.gitlabgenericpackages.client.files.FolderDeletion;
import io.jenkins.plugins.gitlabgenericpackages.client.files.Leftovers;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalPaths;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.ForwardingListener;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.BinarySize;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.SomeNames;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * One download of archives that are unpacked: all are fetched and verified first, then unpacked in a temporary folder, and
 * only what is whole goes to its place. Until then the target folder is as it was. If it was there before, and the last move
 * breaks off, it holds a part. Used once.
 */
public final class UnpackingDownload {
    /** No file is called so: by it a transfer that goes on finds the temporary folder. */
    private static final PackageFileName ALL = new PackageFileName("/");

    private final Session session;
    private final DownloadRequest request;
    private final Path base;
    private final Path dir;

    /** @param base the folder that relative paths start from */
    public UnpackingDownload(Session session, DownloadRequest request, Path base) {
        this.session = session;
        this.request = request;
        this.base = base;
        this.dir = LocalPaths.resolve(base, "dir", request.files().dir())
                .toAbsolutePath()
                .normalize();
    }

    public List<TransferredFile> run(Workers workers) throws IOException, InterruptedException {
        Path folder = beside();
        new Leftovers(Instant.now()).sweep(folder);
        Path temporary = folder.resolve(Leftovers.part(session.journal().partId(ALL)));
        Arrivals arrivals = new Arrivals(session.listener());
        try {
            DownloadRequest there = request.into(temporary.resolve("archives").toString());
            List<TransferredFile> files = new PackageDownload(session.telling(arrivals), there, base).run(workers);
            unpack(files, temporary.resolve("unpacked"));
            return arrivals.inPlace(files, LocalPaths.relative(base, dir));
        } finally {
            arrivals.end();
            if (!session.journal().isBrokenOff()) {
                Leftovers.deleteFolder(temporary);
            }
        }
    }

    /**
     * Returns a folder from which what is unpacked only has to be renamed to be in the target folder.
     *
     * @throws RegistryException if there is a file in its place
     */
    private Path beside() throws IOException {
        for (Path there = dir; there != null; there = there.getParent()) {
            if (Files.isDirectory(there)) {
                return beside(there.toRealPath(), there.equals(dir));
            }
            if (Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
                throw new RegistryException("There is a file, or a link that leads nowhere, at " + there
                        + ": nothing can be unpacked into " + dir);
            }
        }
        throw new RegistryException("There is no folder where " + dir + " could be made");
    }

    /** @param isTarget whether that is the target folder itself, and not one above it */
    private Path beside(Path there, boolean isTarget) {
        Optional<Path> parent = isTarget ? Optional.ofNullable(there.getParent()) : Optional.empty();
        return Stream.of(session.temporary(), parent)
                .flatMap(Optional::stream)
                .filter(folder -> isUsable(folder, there))
                .findFirst()
                .orElse(there);
    }

    /** No rename leads from one file system to another. */
    private static boolean isUsable(Path folder, Path target) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder) && Files.getFileStore(folder).equals(Files.getFileStore(target));
        } catch (IOException e) {
            return false;
        }
    }

    private void unpack(List<TransferredFile> files, Path unpacked) throws IOException, InterruptedException {
        // What an earlier attempt has left.
        FolderDeletion.delete(unpacked);
        List<String> before = new ArrayList<>();
        for (TransferredFile file : files) {
            unpack(file, unpacked, before);
            before.add(file.fileName());
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!files.isEmpty()) {
            UnpackedFolder.moveInto(unpacked, dir);
        }
    }

    /** @param before what is in the folder already */
    private void unpack(TransferredFile file, Path folder, List<String> before)
            throws IOException, InterruptedException {
        ArchiveFormat format = ArchiveFormat.of(file.fileName()).orElseThrow();
        Path own = folder.resolveSibling("next");
        FolderDeletion.delete(own);
        Unpacked unpacked;
        try {
            unpacked = new Unpacking(request.stripComponents(), UnpackLimits.DEFAULT)
                    .unpack(base.resolve(file.path()), format, own);
            Optional<Path> different = UnpackedFolder.join(own, folder);
            if (different.isPresent()) {
                throw new RegistryException("Failed to unpack " + file.fileName() + ": '" + different.get()
                        + "' came with other content before, from " + (before.size() > 1 ? "one of " : "")
                        + SomeNames.of(before) + ": give each archive a download and a 'dir' of its own");
            }
        } catch (RegistryException e) {
            throw new RegistryException(e.getMessage() + ". " + dir + " is as it was", e);
        }
        session.listener()
                .note("Unpacked " + file.fileName() + ": " + unpacked.entries()
                        + (unpacked.entries() == 1 ? " entry, " : " entries, ") + BinarySize.of(unpacked.bytes())
                        + leftOut(unpacked.leftOut()));
    }

    private static String leftOut(long count) {
        return count == 0
                ? ""
                : " ('stripComponents' left out " + count + (count == 1 ? " file or link)" : " files or links)");
    }

    /** Tells of archives that they are finished only when they are unpacked, and everything else at once. */
    private static final class Arrivals extends ForwardingListener {
        private final Map<PackageFileName, Duration> times = new ConcurrentHashMap<>();
        private List<TransferredFile> inPlace = List.of();
        private int arrived;
        private int failed;
        private boolean ended;

        Arrivals(TransferListener listener) {
            super(listener);
        }

        @Override
        public void finished(TransferredFile file, Duration time) {
            times.put(file.file().name(), time);
        }

        @Override
        public void ended(List<TransferredFile> files, int failed) {
            this.arrived = files.size();
            this.failed = failed;
            this.ended = true;
        }

        /**
         * Tells that all archives are unpacked.
         *
         * @param path where they are unpacked
         * @return the archives as they are told
         */
        List<TransferredFile> inPlace(List<TransferredFile> files, String path) {
            List<TransferredFile> told = new ArrayList<>();
            for (TransferredFile file : files) {
                TransferredFile unpacked = new TransferredFile(
                        file.file(),
                        path,
                        file.content(),
                        file.url(),
                        file.verifiedBy(),
                        false,
                        false,
                        file.packageId());
                told.add(unpacked);
                // One that arrived before the transfer broke off took no time in this attempt.
                super.finished(unpacked, times.getOrDefault(file.file().name(), Duration.ZERO));
            }
            inPlace = told;
            return told;
        }

        /** Tells the end. Nothing of what arrived is there unless all is. */
        void end() {
            if (ended) {
                super.ended(inPlace, inPlace.isEmpty() && failed == 0 ? arrived : failed);
            }
        }
    }
}
