package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a package version holds. Listed once when first asked for; a token that cannot list is helped with one question
 * for each file, since GitLab tells the digest of a file to everyone who may download it. Thread-safe.
 */
public final class PackageContents {
    private static final Comparator<RemoteFile> OLDEST_FIRST = Comparator.comparingLong(RemoteFile::id);

    private final PackagesApi api;
    private final Retry retry;
    private final Token token;
    private final GenericPackage owner;
    private Optional<Map<String, List<RemoteFile>>> listed;
    private boolean askedAgain;
    private boolean md5Missed;

    public PackageContents(PackagesApi api, Retry retry, Token token, GenericPackage owner) {
        this.api = api;
        this.retry = retry;
        this.token = token;
        this.owner = owner;
    }

    /** Returns the package whose contents these are. */
    public GenericPackage owner() {
        return owner;
    }

    /** Returns whether the token lists this package; false also for a package that is hidden or not there. */
    public synchronized boolean isListed() throws RegistryException, InterruptedException {
        return listed().isPresent() && !listed().get().isEmpty();
    }

    /** Returns whether the token can list at all. */
    public synchronized boolean canList() throws RegistryException, InterruptedException {
        return listed().isPresent();
    }

    /** Returns all files of that name, the oldest first; the last one is what a download gets. */
    public synchronized List<RemoteFile> named(PackageFileName name) throws RegistryException, InterruptedException {
        return listed().map(files -> files.getOrDefault(name.value(), List.of()))
                .orElse(List.of());
    }

    /** Returns the newest file of each name. */
    public synchronized List<RemoteFile> newest() throws RegistryException, InterruptedException {
        return listed().orElse(Map.of()).values().stream()
                .map(files -> files.get(files.size() - 1))
                .toList();
    }

    /** Returns what the list says of the newest file of that name; nothing if it is not listed. */
    public Optional<RemoteContent> listed(PackageFileName name) throws RegistryException, InterruptedException {
        List<RemoteFile> named = named(name);
        return named.isEmpty()
                ? Optional.empty()
                : Optional.of(named.get(named.size() - 1).content());
    }

    /** Returns the highest id of a file, 0 where there is none; nothing if the token cannot list. */
    public synchronized OptionalLong newestId() throws RegistryException, InterruptedException {
        if (listed().isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(listed().get().values().stream()
                .flatMap(List::stream)
                .mapToLong(RemoteFile::id)
                .max()
                .orElse(0));
    }

    /** Returns what a download of that name would get, with the digest if GitLab tells it. */
    public Optional<RemoteContent> newest(PackageFileName name) throws RegistryException, InterruptedException {
        if (isListed()) {
            return listed(name);
        }
        // Not listed does not mean not there: a hidden package is never listed.
        return ask(name);
    }

    /** Forgets the list, since another file may have come. */
    public synchronized void refresh() {
        listed = null;
    }

    /** Returns whether a file came without its MD5: GitLab tells it of all files, or in FIPS mode of none. */
    public synchronized boolean isMd5Missed() {
        return md5Missed;
    }

    /** Learns that a file came without its MD5. */
    public synchronized void missMd5() {
        md5Missed = true;
    }

    /** Returns whether {@link #md5} may find one. */
    public boolean mayTellMd5() {
        return token.canList() && !isMd5Missed();
    }

    /** Returns the MD5 of a file with that digest, if the list tells it within a few requests. */
    public Optional<Md5> md5(PackageFileName name, Sha256 sha256) throws InterruptedException {
        ListedMd5 listedMd5 = new ListedMd5(name, sha256);
        try {
            if (isRead()) {
                return listedMd5.among(named(name));
            }
            return token.canList() ? listedMd5.find(owner, api) : Optional.empty();
        } catch (RegistryException e) {
            // It can be computed, and nothing else of the transfer needs the list.
            return Optional.empty();
        }
    }

    private synchronized boolean isRead() {
        return listed != null;
    }

    /** Learns that a file was added: a package that was not there is listed now, unless it is hidden. */
    public synchronized void added(RemoteFile file) {
        boolean unknown = listed != null && listed.isPresent() && listed.get().isEmpty();
        if (unknown && !askedAgain) {
            askedAgain = true;
            listed = null;
        }
    }

    private synchronized Optional<Map<String, List<RemoteFile>>> listed()
            throws RegistryException, InterruptedException {
        if (listed == null) {
            listed = token.canList() ? list() : Optional.empty();
        }
        return listed;
    }

    private Optional<Map<String, List<RemoteFile>>> list() throws RegistryException, InterruptedException {
        List<RemoteFile> all = new ArrayList<>();
        try {
            for (RemotePackage found : api.find(owner)) {
                all.addAll(api.files(found));
            }
        } catch (RegistryException e) {
            if (GitLabException.isRefusedList(e, token)) {
                return Optional.empty();
            }
            throw e;
        }
        all.sort(OLDEST_FIRST);
        md5Missed |= all.stream().anyMatch(file -> file.content().md5().isEmpty());
        Map<String, List<RemoteFile>> byName = new HashMap<>();
        all.forEach(file -> byName.computeIfAbsent(file.name().value(), name -> new ArrayList<>())
                .add(file));
        return Optional.of(byName);
    }

    /** Returns what GitLab tells to whoever asks for the file, list or not. */
    public Optional<RemoteContent> ask(PackageFileName name) throws RegistryException, InterruptedException {
        return new FileProbe(api, retry).ask(new PackageFile(owner, name));
    }
}
