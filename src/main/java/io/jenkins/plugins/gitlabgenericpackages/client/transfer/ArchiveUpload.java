package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.archives.ArchiveEntries;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.ArchiveEntry;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.Packing;
import io.jenkins.plugins.gitlabgenericpackages.client.files.FreeSpace;
import io.jenkins.plugins.gitlabgenericpackages.client.files.Leftovers;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalPaths;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan.PlannedFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.BinarySize;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * One upload of many files as one archive. It is packed into a temporary file first, since GitLab wants to know the length
 * before the first byte, and then sent as any file is. A transfer that goes on packs again: the same files give the same
 * bytes. Used once.
 */
public final class ArchiveUpload {
    private final Session session;
    private final UploadRequest request;
    private final Path base;
    private final Path dir;
    private final PackageFileName name;

    /**
     * @param request has to name an archive
     * @param base the folder that relative paths start from
     */
    public ArchiveUpload(Session session, UploadRequest request, Path base) {
        this.session = session;
        this.request = request;
        this.base = base;
        this.dir = LocalPaths.resolve(base, "dir", request.files().dir());
        this.name = request.archiveFile().orElseThrow();
    }

    public List<TransferredFile> run(Workers workers) throws IOException, InterruptedException {
        List<ArchiveEntry> entries = ArchiveEntries.find(base, request.files(), session.listener()::note);
        if (entries.isEmpty()) {
            TransferListener listener = session.listener();
            listener.started(Direction.UPLOAD, request.target(), session.place(), 0, OptionalLong.of(0));
            listener.ended(List.of(), 0);
            return List.of();
        }
        Path folder = Files.createDirectories(session.temporary().orElse(base));
        new Leftovers(Instant.now()).sweep(folder);
        Path archive = folder.resolve(Leftovers.part(session.journal().partId(name)));
        try {
            pack(entries, folder, archive);
            // The archive is gone afterwards: the plan and the result name what was packed.
            PlannedFile planned = new PlannedFile(name, LocalPaths.relative(base, dir));
            return new PackageUpload(session, request, base, planned, LocalFile.of(archive, name.value())).run(workers);
        } finally {
            Leftovers.delete(archive);
        }
    }

    private void pack(List<ArchiveEntry> entries, Path folder, Path archive) throws IOException, InterruptedException {
        ArchiveFormat format = ArchiveFormat.of(name.value()).orElseThrow();
        long bytes = entries.stream().mapToLong(ArchiveEntry::size).sum();
        long free = FreeSpace.in(folder);
        if (free < bytes) {
            String room = "no room to pack " + name + ": the files have " + BinarySize.of(bytes) + ", and "
                    + BinarySize.of(free) + " are free in " + folder;
            if (format == ArchiveFormat.TAR) {
                throw new RegistryException("There is " + room
                        + ". Make room there, compress it (.tar.gz), or pack less ('includes', 'excludes')");
            }
            session.listener().note("There may be " + room + ". It is tried: they may become that small");
        }
        long packed = Packing.pack(entries, format, archive);
        session.listener()
                .note("Packed " + entries.size() + (entries.size() == 1 ? " entry, " : " entries, ")
                        + BinarySize.of(bytes) + ", into " + name + ", " + BinarySize.of(packed));
    }
}
