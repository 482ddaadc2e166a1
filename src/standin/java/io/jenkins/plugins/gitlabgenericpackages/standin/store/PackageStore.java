package io.jenkins.plugins.gitlabgenericpackages.standin.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.json.JSONObject;

/**
 * The packages of the test double: bytes in files, the index in memory and in a journal. Thread-safe; what it returns
 * are snapshots.
 */
public final class PackageStore implements Closeable {
    private final Path blobs;
    private final Path incoming;
    private final PackageIndex index;
    private final Journal journal;

    public PackageStore(Path dir) throws IOException {
        blobs = Files.createDirectories(dir.resolve("blobs"));
        incoming = Files.createDirectories(dir.resolve("incoming"));
        clear(incoming);
        index = new PackageIndex(blobs);
        journal = new Journal(dir.resolve("packages.jsonl"));
        journal.read().forEach(index::replay);
    }

    private static void clear(Path dir) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(dir)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    public Path incoming() {
        return incoming;
    }

    public synchronized Optional<StoredPackage> find(PackageKey key) {
        return index.find(key);
    }

    public synchronized Optional<StoredPackage> find(long project, long packageId) {
        return index.find(packageId).filter(found -> found.key().project() == project);
    }

    public synchronized List<StoredPackage> packages(long project) {
        return index.all().filter(each -> each.key().project() == project).toList();
    }

    /** Returns the files of a package, oldest first; none when there is no package. */
    public List<StoredFile> files(PackageKey key) {
        return find(key).map(StoredPackage::files).orElse(List.of());
    }

    /** Returns the newest file of the name. */
    public Optional<StoredFile> newest(PackageKey key, String fileName) {
        return files(key).stream()
                .filter(file -> file.fileName().equals(fileName))
                .reduce((older, newer) -> newer);
    }

    /**
     * Makes a received file visible, as one step; the package comes into being with its first file.
     *
     * @param status what the package's status becomes; empty leaves it
     * @param creator the number of the user who sends it; null for none
     */
    public synchronized StoredFile add(PackageKey key, String fileName, Blob blob, String status, Long creator)
            throws IOException {
        long id = index.lastFileId() + 1;
        Files.move(blob.file(), blobs.resolve(Long.toString(id)));
        JSONObject entry = new JSONObject()
                .put("change", "add")
                .put("file", id)
                .put("file_name", fileName)
                .put("size", blob.size())
                .put("sha256", blob.sha256())
                .put("status", status)
                .put("creator", creator);
        append(entry, key);
        return newest(key, fileName).orElseThrow();
    }

    /** Adds the file unless the package has one of that name; empty then. */
    public synchronized Optional<StoredFile> addUnique(
            PackageKey key, String fileName, Blob blob, String status, Long creator) throws IOException {
        boolean taken = find(key).filter(found -> found.contains(fileName)).isPresent();
        return taken ? Optional.empty() : Optional.of(add(key, fileName, blob, status, creator));
    }

    synchronized void status(PackageKey key, String status) throws IOException {
        append(new JSONObject().put("change", "status").put("status", status), key);
    }

    public synchronized void delete(PackageKey key, long fileId) throws IOException {
        append(new JSONObject().put("change", "delete").put("file", fileId), key);
        Files.deleteIfExists(blobs.resolve(Long.toString(fileId)));
    }

    /** Notes that a file of the package was downloaded; a restart forgets it. */
    public synchronized void downloaded(long packageId) {
        index.downloaded(packageId, now());
    }

    /** Marks a package as deleted and destroys its files; a later one of that name and version is another one. */
    public synchronized void delete(PackageKey key) throws IOException {
        List<StoredFile> files = files(key);
        append(new JSONObject().put("change", "delete package"), key);
        for (StoredFile file : files) {
            Files.deleteIfExists(file.blob());
        }
    }

    /** Forgets the packages that are only marked as deleted; a restart knows them again. */
    public synchronized void destroyDeleted() {
        index.destroyDeleted();
    }

    private void append(JSONObject entry, PackageKey key) throws IOException {
        entry.put("project", key.project())
                .put("name", key.name())
                .put("version", key.version())
                .put("at", now().toString());
        journal.append(entry);
        index.replay(entry);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
    }
}
