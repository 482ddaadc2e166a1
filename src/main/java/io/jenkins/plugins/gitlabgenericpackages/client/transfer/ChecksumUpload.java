package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.Leftovers;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ChecksumList;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Adds what was uploaded to the package's checksum file: reads it, sends it with the new lines, and looks whether somebody
 * else has sent one meanwhile, until no line can have been lost. Used once, by one thread.
 */
final class ChecksumUpload {
    private static final int MOST_ROUNDS = 10;

    private final Session session;
    private final PackageContents contents;
    private final UploadRequest request;
    private final PackageFileName name;
    private final Path folder;
    private final Map<PackageFileName, Sha256> lines = new HashMap<>();

    /** @param folder where the file is written to before it is sent */
    ChecksumUpload(
            Session session, PackageContents contents, UploadRequest request, PackageFileName name, Path folder) {
        this.session = session;
        this.contents = contents;
        this.request = request;
        this.name = name;
        this.folder = folder;
    }

    /** @throws RegistryException if it could not be sent, or others change it all the time */
    void add(List<TransferredFile> sent) throws IOException, InterruptedException {
        sent.forEach(file -> lines.put(file.file().name(), file.content().sha256()));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            session.retry().pause(Duration.ofMillis(250L * round));
            contents.refresh();
            List<RemoteFile> before = contents.named(name);
            ChecksumList present = ChecksumFile.read(session, contents, name)
                    .map(ChecksumFile::list)
                    .orElse(ChecksumList.EMPTY);
            ChecksumList wanted = stillRight(present).with(lines);
            if (wanted.equals(present)) {
                ended(wanted);
                return;
            }
            Delivered delivered = send(wanted);
            contents.refresh();
            if (contents.isListed() && isNewest(delivered, before, wanted)) {
                deleteOlder(before);
                ended(wanted);
                return;
            }
        }
        throw new RegistryException("The files are uploaded, but others change " + name + " of " + request.target()
                + " all the time: the lines for these files may be missing in it");
    }

    /** Leaves out the lines of files that are not in the package any more, or are others now. */
    private ChecksumList stillRight(ChecksumList present) throws RegistryException, InterruptedException {
        if (!contents.isListed()) {
            return present;
        }
        Map<PackageFileName, RemoteContent> there =
                contents.newest().stream().collect(Collectors.toMap(RemoteFile::name, RemoteFile::content));
        return present.where((file, sha256) -> there.containsKey(file)
                && (there.get(file).sha256().isEmpty() || there.get(file).has(sha256)));
    }

    private Delivered send(ChecksumList list) throws IOException, InterruptedException {
        Path file = folder.resolve(Leftovers.part(UUID.randomUUID()));
        try {
            Files.writeString(file, list.toString());
            LocalFile local = LocalFile.of(file, name.value());
            TransferPlan plan = new TransferPlan(request.target(), List.of(), contents.newestId());
            Arrival arrival = new Arrival(session, contents, plan, local, List.of());
            PackageFile target = new PackageFile(request.target(), name);
            return new Delivery(session, local, target, request.hidden(), arrival).send();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Returns whether nobody else has sent one since ours was read. Of one that ours has hidden nobody can read the lines:
     * what GitLab tells of the files without a line takes their place.
     */
    private boolean isNewest(Delivered ours, List<RemoteFile> before, ChecksumList wanted)
            throws RegistryException, InterruptedException {
        List<RemoteFile> others = contents.named(name).stream()
                .filter(copy -> copy.id() != ours.id().orElse(-1))
                .filter(copy -> before.stream().noneMatch(old -> old.id() == copy.id()))
                .toList();
        if (others.isEmpty()) {
            return true;
        }
        session.listener().note("Somebody else has sent " + name + " at the same time: joining the two");
        for (RemoteFile file : contents.newest()) {
            if (!file.name().equals(name) && wanted.of(file.name()).isEmpty()) {
                file.content().sha256().ifPresent(told -> lines.put(file.name(), told));
            }
        }
        return false;
    }

    private void deleteOlder(List<RemoteFile> before) throws RegistryException, InterruptedException {
        if (request.ifExists() == IfExists.REPLACE) {
            for (RemoteFile old : before) {
                session.api().delete(old);
            }
        }
    }

    private void ended(ChecksumList list) throws RegistryException, InterruptedException {
        session.listener().note(name + " lists " + list.count());
        if (!contents.isListed()) {
            session.listener()
                    .note("Cannot tell whether somebody else has sent " + name
                            + " at the same time: GitLab does not list" + " the package");
        }
    }
}
