package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.json.JSONObject;

/**
 * The packages of the test double: bytes in files, the index in memory and in a journal. Thread-safe; what it returns
 * are snapshots.
 */
final class PackageStore implements Closeable {
    private final Path blobs;
    private final Path incoming;
    private final Journal journal;
    private final Map<Long, StoredPackage> packages = new TreeMap<>();
    private final Map<PackageKey, Long> ids = new HashMap<>();
    private long lastFileId;

    PackageStore(Path dir) throws IOException {
        blobs = Files.createDirectories(dir.resolve("blobs"));
        incoming = Files.createDirectories(dir.resolve("incoming"));
        clear(incoming);
        journal = new Journal(dir.resolve("packages.jsonl"));
        journal.read().forEach(this::replay);
    }

    private static void clear(Path dir) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(dir)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    Path incoming() {
        return incoming;
    }

    synchronized Optional<StoredPackage> find(PackageKey key) {
        return Optional.ofNullable(ids.get(key)).map(packages::get);
    }

    synchronized Optional<StoredPackage> find(Project project, long packageId) {
        return Optional.ofNullable(packages.get(packageId))
                .filter(found -> found.key().project() == project.id());
    }

    synchronized List<StoredPackage> packages(Project project) {
        return packages.values().stream()
                .filter(each -> each.key().project() == project.id())
                .toList();
    }

    /** Returns the newest file of the name. */
    Optional<StoredFile> newest(PackageKey key, String fileName) {
        return find(key).flatMap(found -> found.files().stream()
                .filter(file -> file.fileName().equals(fileName))
                .reduce((older, newer) -> newer));
    }

    /**
     * Makes a received file visible, as one step; the package comes into being with its first file.
     *
     * @param status what the package's status becomes; empty leaves it
     */
    synchronized StoredFile add(PackageKey key, String fileName, Blob blob, String status) throws IOException {
        long id = lastFileId + 1;
        Files.move(blob.file(), blobs.resolve(Long.toString(id)));
        JSONObject entry = new JSONObject()
                .put("change", "add")
                .put("file", id)
                .put("file_name", fileName)
                .put("size", blob.size())
                .put("sha256", blob.sha256())
                .put("status", status);
        append(entry, key);
        return newest(key, fileName).orElseThrow();
    }

    /** Adds the file unless the package has one of that name; empty then. */
    synchronized Optional<StoredFile> addUnique(PackageKey key, String fileName, Blob blob, String status)
            throws IOException {
        boolean taken = find(key).filter(found -> found.contains(fileName)).isPresent();
        return taken ? Optional.empty() : Optional.of(add(key, fileName, blob, status));
    }

    synchronized void status(PackageKey key, String status) throws IOException {
        append(new JSONObject().put("change", "status").put("status", status), key);
    }

    synchronized void delete(PackageKey key, long fileId) throws IOException {
        append(new JSONObject().put("change", "delete").put("file", fileId), key);
        Files.deleteIfExists(blobs.resolve(Long.toString(fileId)));
    }

    private void append(JSONObject entry, PackageKey key) throws IOException {
        entry.put("project", key.project())
                .put("name", key.name())
                .put("version", key.version())
                .put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        journal.append(entry);
        replay(entry);
    }

    /** Changes the index, for a new entry just as for an old one. */
    private void replay(JSONObject entry) {
        PackageKey key = new PackageKey(entry.getLong("project"), entry.getString("name"), entry.getString("version"));
        Instant at = Instant.parse(entry.getString("at"));
        long packageId = ids.computeIfAbsent(key, absent -> (long) ids.size() + 1);
        StoredPackage before =
                packages.getOrDefault(packageId, new StoredPackage(packageId, key, "default", at, new ArrayList<>()));
        packages.put(packageId, changed(before, entry, at));
    }

    private StoredPackage changed(StoredPackage before, JSONObject entry, Instant at) {
        return switch (entry.getString("change")) {
            case "status" -> before.withStatus(entry.getString("status"));
            case "delete" -> before.without(entry.getLong("file"));
            default -> {
                String status = entry.getString("status");
                yield before.with(added(before, entry, at)).withStatus(status.isEmpty() ? before.status() : status);
            }
        };
    }

    private StoredFile added(StoredPackage to, JSONObject entry, Instant at) {
        lastFileId = entry.getLong("file");
        return new StoredFile(
                lastFileId,
                to.id(),
                entry.getString("file_name"),
                entry.getLong("size"),
                entry.getString("sha256"),
                at,
                blobs.resolve(Long.toString(lastFileId)));
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
    }
}
