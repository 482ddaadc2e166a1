package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalPaths;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageListing;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan.PlannedFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One upload request from finding its files to the last answer. Used once. */
public final class PackageUpload {
    private final Session session;
    private final UploadRequest request;
    private final Path base;
    private final PackageContents contents;
    private final Map<PlannedFile, LocalFile> found = new LinkedHashMap<>();

    /** @param base the folder that relative paths start from */
    public PackageUpload(Session session, UploadRequest request, Path base) {
        this.session = session;
        this.request = request;
        this.base = base;
        this.contents = new PackageContents(session.api(), request.target());
    }

    /** @param packed the one file that is sent in place of those that are selected */
    PackageUpload(Session session, UploadRequest request, Path base, PlannedFile planned, LocalFile packed) {
        this(session, request, base);
        found.put(planned, packed);
    }

    public List<TransferredFile> run(Workers workers) throws IOException, InterruptedException {
        Optional<TransferPlan> earlier = session.goesOn(Direction.UPLOAD);
        TransferPlan plan = earlier.isPresent() ? earlier.get() : begin();
        UploadPolicy policy = new UploadPolicy(session, contents, request, plan);
        List<TransferredFile> sent =
                new Batch<>(plan.files(), session).run(workers, first(plan), file -> upload(file, policy));
        if (request.ifExists() == IfExists.FAIL && !sent.isEmpty()) {
            checkAfterwards(sent);
        }
        if (request.checksumFile().isPresent() && !sent.isEmpty()) {
            new ChecksumUpload(session, contents, request).add(sent);
        }
        return sent;
    }

    private TransferPlan begin() throws IOException, InterruptedException {
        if (found.isEmpty()) {
            LocalFiles.find(base, request.files(), session.listener()::note)
                    .forEach(file ->
                            found.put(new PlannedFile(file.name(), LocalPaths.relative(base, file.path())), file));
        }
        List<LocalFile> files = List.copyOf(found.values());
        long bytes = files.stream().mapToLong(LocalFile::size).sum();
        session.listener()
                .started(Direction.UPLOAD, request.target(), session.place(), files.size(), OptionalLong.of(bytes));
        List<PlannedFile> planned = List.copyOf(found.keySet());
        if (files.isEmpty()) {
            return new TransferPlan(request.target(), planned, OptionalLong.empty());
        }
        checkBeforehand(files);
        readChecksums();
        OptionalLong newest = request.ifExists() == IfExists.ADD
                ? contents.newestId()
                : contents.before().newestId();
        TransferPlan plan = new TransferPlan(request.target(), planned, newest);
        session.journal().plan(plan);
        return plan;
    }

    /** An older GitLab answers 500 when several files create a package at once: the others wait for the smallest. */
    private Optional<Integer> first(TransferPlan plan) {
        List<PlannedFile> files = plan.files();
        boolean isThere = plan.knowsNewestId() && plan.newestId() > 0;
        if (files.size() < 2 || isThere || session.journal().finished() > 0) {
            return Optional.empty();
        }
        // A continued transfer has found none itself: then it is the first.
        return IntStream.range(0, files.size())
                .boxed()
                .min(Comparator.comparingLong(i -> Optional.ofNullable(found.get(files.get(i)))
                        .map(LocalFile::size)
                        .orElse(0L)));
    }

    /** Somebody else may have sent a file of the same name since the look before. */
    private void checkAfterwards(List<TransferredFile> sent) throws RegistryException, InterruptedException {
        List<String> overtaken = new ArrayList<>();
        PackageListing now = contents.now();
        for (TransferredFile file : sent) {
            PackageFileName name = file.file().name();
            List<RemoteFile> there = now.named(name);
            if (there.size() > 1) {
                overtaken.add(name + " (GitLab has it " + there.size() + " times now: " + RemoteFile.list(there) + ")");
            } else if (there.isEmpty()) {
                contents.probe(name)
                        .filter(newest -> newest.contradicts(file.content()))
                        .ifPresent(other -> overtaken.add(name + " (GitLab has " + other + " as the newest)"));
            }
        }
        if (!overtaken.isEmpty()) {
            throw new RegistryException("'ifExists' is FAIL, and somebody else uploaded at the same time to "
                    + request.target() + ": " + String.join(", ", overtaken));
        }
    }

    private TransferredFile upload(PlannedFile planned, UploadPolicy policy) throws IOException, InterruptedException {
        Optional<TransferredFile> finished = session.journal().finished(planned.name());
        if (finished.isPresent()) {
            return finished.get();
        }
        LocalFile local = found.get(planned);
        if (local == null) {
            local = LocalFile.of(base.resolve(planned.path()), planned.name().value());
        }
        Outcome outcome = policy.upload(local);
        return session.transferred(
                new PackageFile(request.target(), local.name()), planned.path(), outcome, contents.packageId());
    }

    /** What the checksum file cannot take any more is found out before anything is sent. */
    private void readChecksums() throws RegistryException, InterruptedException {
        if (request.checksumFile().isPresent()) {
            PackageFileName name = request.checksumFile().get();
            PackageListing before = contents.before();
            if (before.isEmpty() || before.newest(name).isPresent()) {
                ChecksumFile.read(session, contents, before, name);
            }
        }
    }

    /** Finds out what can be known before anything is sent. */
    private void checkBeforehand(List<LocalFile> files) throws RegistryException, InterruptedException {
        for (LocalFile file : files) {
            if (request.checksumFile().filter(file.name()::equals).isPresent()) {
                throw new RegistryException("'checksums' names " + file.name()
                        + ", which is one of the files to upload: leave it out with 'excludes'");
            }
        }
        if (request.ifExists() == IfExists.FAIL) {
            PackageListing before = contents.before();
            String there = files.stream()
                    .filter(file -> before.newest(file.name()).isPresent())
                    .map(file -> UploadPolicy.alreadyThere(request, file.name()).getMessage())
                    .collect(Collectors.joining("\n"));
            if (!there.isEmpty()) {
                throw new RegistryException(there);
            }
        }
        if (request.ifExists() == IfExists.REPLACE && !contents.before().isAllowed()) {
            throw new RegistryException("'ifExists' REPLACE has to list the package, which GitLab does not allow"
                    + session.api().lists().noList() + ". Use an access token with the scope 'api', or another policy");
        }
    }
}
