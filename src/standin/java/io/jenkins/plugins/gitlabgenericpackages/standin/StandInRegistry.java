package io.jenkins.plugins.gitlabgenericpackages.standin;

import io.jenkins.plugins.gitlabgenericpackages.standin.downloads.ObjectStorage;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Faults;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.GitLabApi;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Options;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Rules;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Requests;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.WebServer;
import io.jenkins.plugins.gitlabgenericpackages.standin.releases.Releases;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.GivenPackages;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageKey;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageStore;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredPackage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A test double of GitLab's generic package registry with an object storage beside it, both on the loopback address.
 * Thread-safe; closing it ends its threads, also those that a fault holds. Packages stay in the folder and are there
 * again when a registry is started on it.
 */
public final class StandInRegistry implements AutoCloseable {
    private final Options options = new Options();
    private final Rules rules = new Rules();
    private final Releases releases = new Releases();
    private final Faults faults = new Faults();
    private final Requests requests = new Requests();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final PackageStore store;
    private final GivenPackages given;
    private final WebServer server = new WebServer(requests);
    private final URI gitlab;
    private final URI storage;
    private final GitLabApi api;
    private final String contextPath;

    StandInRegistry(RegistryBuilder builder) throws IOException {
        contextPath = builder.contextPath;
        options.behindNginx(builder.behindNginx);
        store = new PackageStore(builder.dir);
        given = new GivenPackages(store);
        ObjectStorage objects = new ObjectStorage(options::ranges, faults, this::storageUrl);
        api = new GitLabApi(
                contextPath,
                builder.access(options, rules),
                store,
                faults,
                builder.directDownloadsOr(objects),
                releases);
        boolean started = false;
        try {
            gitlab = server.listen("gitlab", builder.port, builder.tls, api);
            storage = server.listen("storage", 0, builder.tls, objects);
            server.start();
            started = true;
        } finally {
            // The port may be taken: then nothing of this registry stays behind.
            if (!started) {
                server.close();
                store.close();
            }
        }
    }

    /** Starts a registry on free ports, with {@link Project#DEFAULT} and the default tokens. */
    public static StandInRegistry start(Path dir) throws IOException {
        return builder(dir).start();
    }

    public static RegistryBuilder builder(Path dir) {
        return new RegistryBuilder(dir);
    }

    /** Returns the base address, as one would give it for GitLab. */
    public URI url() {
        return URI.create(gitlab + contextPath);
    }

    /** Returns the base address of the object storage. */
    public URI storageUrl() {
        return storage;
    }

    public Options options() {
        return options;
    }

    public Rules rules() {
        return rules;
    }

    public Releases releases() {
        return releases;
    }

    public Faults faults() {
        return faults;
    }

    public Requests requests() {
        return requests;
    }

    /** Returns how many connections to both origins are open. */
    public int openConnections() {
        return server.openConnections();
    }

    /** Returns how many connections to both origins there have been. */
    public int acceptedConnections() {
        return server.acceptedConnections();
    }

    /** Returns how many uploads have been under way at the same time, at most. */
    public int maxConcurrentUploads() {
        return api.mostUploads();
    }

    /** Closes the connections that wait for a request, as a server does with those kept alive for too long. */
    public void closeIdleConnections() {
        server.closeIdleConnections();
    }

    /** Adds a file under any stored name, also one that an upload would be refused for. */
    public StoredFile addFile(long project, String name, String version, String storedName, byte[] content) {
        return given.file(new PackageKey(project, name, version), storedName, content);
    }

    /** Adds small files {@code file-0001.txt}, {@code file-0002.txt} and so on, each with its name as content. */
    public List<StoredFile> addFiles(long project, String name, String version, int count) {
        return given.files(new PackageKey(project, name, version), count);
    }

    /** Adds a file of zeros that takes no space on disk. */
    public StoredFile addZeros(long project, String name, String version, String storedName, long size) {
        return given.zeros(new PackageKey(project, name, version), storedName, size);
    }

    /** Sets the status of a package, such as {@code hidden}; creates the package without files if there is none. */
    public void packageStatus(long project, String name, String version, String status) {
        given.status(new PackageKey(project, name, version), status);
    }

    /** Deletes a file, as somebody else may do. */
    public void deleteFile(long project, String name, String version, StoredFile file) {
        given.deleted(new PackageKey(project, name, version), file);
    }

    /** Destroys the packages that are marked as deleted, as a job of GitLab does each hour. */
    public void destroyDeleted() {
        store.destroyDeleted();
    }

    /** Returns the files of a package version, oldest first, with all duplicates; none when there is no package. */
    public List<StoredFile> files(long project, String name, String version) {
        return store.files(new PackageKey(project, name, version));
    }

    /** Returns the packages of a project, oldest first, with those that are deleted but not destroyed. */
    public List<StoredPackage> packages(long project) {
        return store.packages(project);
    }

    /** Waits until the registry is closed, by another thread. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() throws IOException {
        server.closeConnections();
        faults.abandon();
        server.close();
        store.close();
        closed.countDown();
    }
}
