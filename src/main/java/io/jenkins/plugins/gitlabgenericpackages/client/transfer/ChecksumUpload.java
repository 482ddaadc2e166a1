package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.UploadSource;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageListing;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ChecksumList;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final Map<PackageFileName, Sha256> lines = new HashMap<>();

    /** The file as it is sent: from memory, so that no folder on this side has to take it. */
    private record Text(PackageFileName name, byte[] bytes) implements UploadSource {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /** @param request has to name a checksum file */
    ChecksumUpload(Session session, PackageContents contents, UploadRequest request) {
        this.session = session;
        this.contents = contents;
        this.request = request;
        this.name = request.checksumFile().orElseThrow();
    }

    /** @throws RegistryException if it could not be sent, or others change it all the time */
    void add(List<TransferredFile> sent) throws RegistryException, InterruptedException {
        sent.forEach(file -> lines.put(file.file().name(), file.content().sha256()));
        boolean overtaken = false;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            session.retry().pause(Duration.ofMillis(250L * round));
            PackageListing listing = contents.now();
            ChecksumList present = ChecksumFile.read(session, contents, listing, name)
                    .map(ChecksumFile::list)
                    .orElse(new ChecksumList(Map.of()));
            if (overtaken) {
                addHidden(listing, present);
            }
            ChecksumList wanted = stillRight(present, listing).with(lines);
            if (!wanted.equals(present)) {
                TransferPlan before = new TransferPlan(request.target(), List.of(), listing.newestId());
                overtaken = isOvertaken(send(wanted, before), before);
                if (overtaken || listing.isEmpty()) {
                    continue;
                }
                deleteOlder(listing);
            }
            ended(wanted, listing);
            return;
        }
        throw new RegistryException("The files are uploaded, but others change " + name + " of " + request.target()
                + " all the time: the lines for these files may be missing in it");
    }

    /**
     * Of a file that ours has hidden nobody can read the lines: what GitLab tells of the files without a line takes their
     * place.
     */
    private void addHidden(PackageListing listing, ChecksumList present) {
        for (RemoteFile file : listing.newest()) {
            if (!file.name().equals(name) && present.of(file.name()).isEmpty()) {
                file.content().sha256().ifPresent(told -> lines.putIfAbsent(file.name(), told));
            }
        }
    }

    /** Leaves out the lines of files that are not in the package any more, or are others now. */
    private static ChecksumList stillRight(ChecksumList present, PackageListing listing) {
        if (listing.isEmpty()) {
            return present;
        }
        return present.where((file, sha256) -> {
            Optional<RemoteFile> there = listing.newest(file);
            return there.isPresent()
                    && there.get().content().sha256().orElse(sha256).equals(sha256);
        });
    }

    private Outcome send(ChecksumList list, TransferPlan before) throws RegistryException, InterruptedException {
        UploadSource text = new Text(name, list.toString().getBytes(StandardCharsets.UTF_8));
        UploadVerifier verifier = new UploadVerifier(session, contents, before, name, Optional.empty());
        PackageFile target = new PackageFile(request.target(), name);
        return new FileSender(session, text, target, request.hidden(), verifier).send();
    }

    /** Returns whether somebody else has sent one since the package was listed. */
    private boolean isOvertaken(Outcome ours, TransferPlan before) throws RegistryException, InterruptedException {
        boolean overtaken = before.knowsNewestId()
                && contents.newerThan(before.newestId()).orElse(List.of()).stream()
                        .anyMatch(copy -> copy.name().equals(name)
                                && copy.id() != ours.id().orElse(-1));
        if (overtaken) {
            session.listener().note("Somebody else has sent " + name + " at the same time: joining the two");
        }
        return overtaken;
    }

    private void deleteOlder(PackageListing listing) throws RegistryException, InterruptedException {
        if (request.ifExists() == IfExists.REPLACE) {
            for (RemoteFile old : listing.named(name)) {
                session.deletions().delete(old);
            }
        }
    }

    private void ended(ChecksumList list, PackageListing listing) {
        session.listener().note(name + " lists " + list.count());
        if (listing.isEmpty()) {
            session.listener()
                    .note("Cannot tell whether somebody else has sent " + name
                            + " at the same time, which matters only if several builds upload to one version: GitLab does"
                            + " not list the package");
        }
    }
}
