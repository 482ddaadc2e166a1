package io.jenkins.plugins.gitlabgenericpackages.client;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Deletions;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Instead;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.VersionResolver;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.WaitingClock;
import io.jenkins.plugins.gitlabgenericpackages.client.http.HttpTransport;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedRelease;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleasePublication;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleasedVersions;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Cleanup;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.LinkedVersions;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.RetentionRule;
import io.jenkins.plugins.gitlabgenericpackages.client.transfer.ArchiveUpload;
import io.jenkins.plugins.gitlabgenericpackages.client.transfer.ConcurrencyLimit;
import io.jenkins.plugins.gitlabgenericpackages.client.transfer.PackageDownload;
import io.jenkins.plugins.gitlabgenericpackages.client.transfer.PackageUpload;
import io.jenkins.plugins.gitlabgenericpackages.client.transfer.Session;
import io.jenkins.plugins.gitlabgenericpackages.client.transfer.UnpackingDownload;
import io.jenkins.plugins.gitlabgenericpackages.client.transfer.Workers;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The client of one project's generic packages.
 *
 * <p>Each call blocks until all is done, opens its own connections, and leaves none behind. An interruption stops it
 * within seconds, with its temporary files deleted, and comes out as the {@link InterruptedException} that it is. A file
 * that fails lets all others finish, of which the listener is told; then a {@code RegistryException} names each that
 * failed. Thread-safe, as far as its listener is.
 */
public final class GenericPackageClient {
    private final RegistrySettings settings;
    private final TransferListener listener;
    private final Journal journal;
    private final Optional<Path> temporary;
    private final WaitingClock clock;

    public GenericPackageClient(RegistrySettings settings, TransferListener listener) {
        this(settings, listener, Journal.NONE, Optional.empty(), WaitingClock.SYSTEM);
    }

    /**
     * @param journal where one upload or download notes how far it is, and what an earlier attempt at it has noted
     * @param temporary a folder for archives that are sent or unpacked; it is made if need be
     */
    public GenericPackageClient(RegistrySettings settings, TransferListener listener, Journal journal, Path temporary) {
        this(settings, listener, journal, Optional.of(temporary), WaitingClock.SYSTEM);
    }

    GenericPackageClient(
            RegistrySettings settings,
            TransferListener listener,
            Journal journal,
            Optional<Path> temporary,
            WaitingClock clock) {
        this.settings = settings;
        this.listener = listener;
        this.journal = journal;
        this.temporary = temporary;
        this.clock = clock;
    }

    /**
     * Uploads files, and returns what is now in the package, in the order of the local names.
     *
     * @param base the folder that relative paths start from
     */
    public List<TransferredFile> upload(Path base, UploadRequest request) throws IOException, InterruptedException {
        return run(
                "upload " + request.target(),
                (session, workers) -> request.archiveFile().isPresent()
                        ? new ArchiveUpload(session, request, base).run(workers)
                        : new PackageUpload(session, request, base).run(workers));
    }

    /**
     * Downloads files, and returns what is now in the target folder, in the order of the names.
     *
     * @param base the folder that relative paths start from
     */
    public List<TransferredFile> download(Path base, DownloadRequest request) throws IOException, InterruptedException {
        return run(
                "download " + request.source(),
                (session, workers) -> request.unpack()
                        ? new UnpackingDownload(session, request, base).run(workers)
                        : new PackageDownload(session, request, base).run(workers));
    }

    /** Returns the versions of a package that the token may list. */
    public List<RemotePackage> versions(String packageName) throws IOException, InterruptedException {
        GenericPackage.checkName(packageName);
        return run("", (session, workers) -> session.api().lists().versions(packageName));
    }

    /**
     * Returns all that had to be read to answer: where more versions fit than are wanted, there is at least one more among
     * them. One version by its name is asked for alone, and by creation no older ones than are wanted.
     *
     * @throws RegistryException if they cannot be listed
     */
    public VersionChoice versions(VersionQuery query) throws IOException, InterruptedException {
        PackageSource source = query.source();
        VersionRule rule = source.version();
        List<RemotePackage> read;
        if (rule.isExact()) {
            read = find(source.byName());
        } else if (query.order() == Order.CREATED) {
            read = newest(source.name(), VersionResolver.enough(source, query.limit() + 1))
                    .named(source.name());
        } else {
            read = versions(source.name());
        }
        return new VersionChoice(rule, read);
    }

    /** Returns those of the versions that have no file of that name: one request for each, one after the other. */
    public List<RemotePackage> without(PackageFileName fileName, List<RemotePackage> versions)
            throws IOException, InterruptedException {
        return run("", (session, workers) -> {
            List<RemotePackage> without = new ArrayList<>();
            for (RemotePackage each : versions) {
                GenericPackage owner = new GenericPackage(each.name(), each.version());
                if (session.api().probe(new PackageFile(owner, fileName)).isEmpty()) {
                    without.add(each);
                }
            }
            return without;
        });
    }

    /** Says for people that no version fits, where it was looked for, and what there is instead. */
    public String nothing(PackageSource wanted) throws IOException, InterruptedException {
        return run("", (session, workers) -> {
            PackagesApi api = session.api();
            VersionChoice choice =
                    new VersionChoice(wanted.version(), api.lists().versions(wanted.name()));
            return new Instead(api).nothing(wanted, choice);
        });
    }

    /**
     * Returns what the search for a package's name finds, those that were created last first, one request for each
     * hundred. A GitLab that does not sort is read to the end.
     *
     * @param enough is asked before each further request about all that was listed until then; may end it there
     */
    public ListedPackages newest(String packageName, Predicate<List<RemotePackage>> enough)
            throws IOException, InterruptedException {
        GenericPackage.checkName(packageName);
        return run("", (session, workers) -> session.api().lists().newest(packageName, enough));
    }

    /** Returns the version that a download would be from, and tells the listener why. */
    public GenericPackage resolve(PackageSource wanted) throws IOException, InterruptedException {
        return run("", (session, workers) -> new VersionResolver(session.api(), listener).resolve(wanted));
    }

    /** Returns the listed packages of that name and version: none, one, or rarely more. */
    public List<RemotePackage> find(GenericPackage wanted) throws IOException, InterruptedException {
        return run("", (session, workers) -> session.api().lists().find(wanted));
    }

    /** Returns all files of a listed package; of one name the newest comes last. */
    public List<RemoteFile> files(RemotePackage owner) throws IOException, InterruptedException {
        return run("", (session, workers) -> session.api().lists().files(owner));
    }

    /** Returns all files of a package version; of one name the newest comes last. */
    public List<RemoteFile> files(PackageSource wanted) throws IOException, InterruptedException {
        return run("", (session, workers) -> {
            GenericPackage found = new VersionResolver(session.api(), listener).resolve(wanted);
            return session.api().lists().files(found);
        });
    }

    /**
     * Returns what a download of these files would get, of those that are there: asked for by the list, or one after the
     * other where GitLab lists nothing.
     */
    public Map<PackageFileName, RemoteContent> contents(GenericPackage owner, Collection<PackageFileName> names)
            throws IOException, InterruptedException {
        return run("", (session, workers) -> {
            PackageContents contents = new PackageContents(session.api(), owner);
            Map<PackageFileName, RemoteContent> there = new LinkedHashMap<>();
            for (PackageFileName each : names) {
                contents.newestBefore(each).ifPresent(content -> there.put(each, content));
            }
            return there;
        });
    }

    /** Brings a release to what is asked for: makes it, changes what differs, or finds it right. */
    public PublishedRelease release(ReleaseRequest request) throws IOException, InterruptedException {
        return run(
                "release " + request.tagName(),
                (session, workers) -> new ReleasePublication(
                                request, settings.registry(), session.api(), session.retry(), listener)
                        .run());
    }

    /**
     * Returns what a rule would do with each version of a package, and deletes nothing.
     *
     * @param kept versions that stay for reasons that GitLab does not know, each with the reason
     */
    public List<Decision> planCleanup(RetentionRule rule, Map<String, String> kept)
            throws IOException, InterruptedException {
        return run(
                "clean up " + rule.packageName(),
                (session, workers) -> cleanup(session, rule, kept).plan());
    }

    /**
     * Deletes what goes by a plan of {@link #planCleanup} and still goes now; never anything else.
     *
     * @return the plan with what became of it
     */
    public List<Decision> cleanUp(RetentionRule rule, Map<String, String> kept, List<Decision> plan)
            throws IOException, InterruptedException {
        return run(
                "clean up " + rule.packageName(),
                (session, workers) -> cleanup(session, rule, kept).run(plan));
    }

    private Cleanup cleanup(Session session, RetentionRule rule, Map<String, String> kept) {
        LinkedVersions released = new ReleasedVersions(session.api(), session.retry());
        return new Cleanup(
                rule, session.api(), new Deletions(session.api(), session.retry()), released, kept, listener);
    }

    private interface Job<T> {
        T run(Session session, Workers workers) throws IOException, InterruptedException;
    }

    private <T> T run(String task, Job<T> job) throws IOException, InterruptedException {
        Network network = settings.network();
        try (HttpTransport transport = new HttpTransport(
                        network.knownProxy(),
                        TrustedCertificates.sockets(network.caCertificates()),
                        network.timeouts());
                Workers workers = new Workers(transport::close)) {
            Retry retry = new Retry(settings.retries(), clock, listener, task, network);
            ConcurrencyLimit concurrency = new ConcurrencyLimit(settings.parallel(), clock, listener);
            PackagesApi api = new PackagesApi(settings.registry(), transport, retry, concurrency::current);
            Session session = new Session(settings, api, retry, concurrency, listener, journal, temporary);
            return workers.await(() -> job.run(session, workers));
        }
    }
}
