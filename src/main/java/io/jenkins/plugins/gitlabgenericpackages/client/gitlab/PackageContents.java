package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What GitLab has of a package version: what was there before this transfer, which never changes, and what came since.
 * Asked by lists where the token can list, since they tell the ids of files and do not count as downloads; else by a
 * question for the one file. Thread-safe.
 */
public final class PackageContents {
    private final PackagesApi api;
    private final GenericPackage owner;
    private PackageListing before;
    private boolean stored;
    private volatile long packageId;
    private Boolean madeSince;

    public PackageContents(PackagesApi api, GenericPackage owner) {
        this.api = api;
        this.owner = owner;
    }

    public GenericPackage owner() {
        return owner;
    }

    /** Returns what was in the package before this transfer: listed when first asked for, and not again. */
    public synchronized PackageListing before() throws RegistryException, InterruptedException {
        if (before == null) {
            before = now();
        }
        return before;
    }

    /** Lists what is in the package now. */
    public PackageListing now() throws RegistryException, InterruptedException {
        return listed(api.lists()::files);
    }

    private PackageListing listed(FilesOf some) throws RegistryException, InterruptedException {
        return api.lists()
                .listed(() -> new PackageListing(true, files(find(), some)))
                .orElse(PackageListing.REFUSED);
    }

    /**
     * Returns what a download of that name got before this transfer, with its digest if GitLab tells it. A package that
     * is not listed is hidden or not there, so the file itself is asked for. A package that is listed only after this
     * transfer has stored a file was made by it: GitLab never shows a hidden one for an upload.
     */
    public Optional<RemoteContent> newestBefore(PackageFileName name) throws RegistryException, InterruptedException {
        PackageListing known = before();
        if (!known.isEmpty()) {
            return known.newest(name).map(RemoteFile::content);
        }
        return known.isAllowed() && isMadeSince() ? Optional.empty() : probe(name);
    }

    private synchronized boolean isMadeSince() throws RegistryException, InterruptedException {
        if (stored && madeSince == null) {
            madeSince = !find().isEmpty();
        }
        return Boolean.TRUE.equals(madeSince);
    }

    private List<RemotePackage> find() throws RegistryException, InterruptedException {
        List<RemotePackage> found = api.lists().find(owner);
        found.forEach(each -> packageId = each.id());
        return found;
    }

    /**
     * Learns that this transfer has stored a file.
     *
     * @param id that of the package version; 0 if it was not told
     */
    public synchronized void stored(long id) {
        stored = true;
        packageId = id > 0 ? id : packageId;
    }

    /** Returns GitLab's id of the package version; 0 while it was not told. */
    public long packageId() {
        return packageId;
    }

    /** Returns what GitLab tells now to whoever asks for the file, list or not. */
    public Optional<RemoteContent> probe(PackageFileName name) throws RegistryException, InterruptedException {
        return api.probe(new PackageFile(owner, name));
    }

    /**
     * Returns the files whose ids are higher; nothing if GitLab does not list the package. It counts all package files
     * of all projects in one sequence, so these are the ones that came later. One page as a rule, however many there are.
     */
    public Optional<List<RemoteFile>> newerThan(long id) throws RegistryException, InterruptedException {
        Optional<List<RemoteFile>> newest = api.lists().listed(() -> {
            List<RemotePackage> packages = find();
            return packages.isEmpty()
                    ? null
                    : files(packages, each -> api.lists().newestFiles(each.id(), owner.toString(), id));
        });
        return newest.map(files -> files.stream().filter(file -> file.id() > id).toList());
    }

    /** Returns the highest id of a file, 0 where none is listed; nothing if the token cannot list. */
    public synchronized OptionalLong newestId() throws RegistryException, InterruptedException {
        if (before != null) {
            return before.newestId();
        }
        PackageListing newest = listed(each -> api.lists().newestFiles(each.id(), owner.toString(), Long.MAX_VALUE));
        if (newest.isEmpty()) {
            before = newest;
        }
        return newest.newestId();
    }

    private interface FilesOf {
        List<RemoteFile> read(RemotePackage each) throws RegistryException, InterruptedException;
    }

    private static List<RemoteFile> files(List<RemotePackage> packages, FilesOf some)
            throws RegistryException, InterruptedException {
        List<RemoteFile> files = new ArrayList<>();
        for (RemotePackage each : packages) {
            files.addAll(some.read(each));
        }
        return files;
    }
}
