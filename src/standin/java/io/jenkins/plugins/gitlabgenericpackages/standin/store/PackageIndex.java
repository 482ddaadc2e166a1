package io.jenkins.plugins.gitlabgenericpackages.standin.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.json.JSONObject;

/** What the journal's entries of the test double come to, in memory. Guarded by the store. */
final class PackageIndex {
    private final Path blobs;
    private final Map<Long, StoredPackage> packages = new TreeMap<>();
    private final Map<PackageKey, Long> ids = new HashMap<>();
    private long lastPackageId;
    private long lastFileId;

    PackageIndex(Path blobs) {
        this.blobs = blobs;
    }

    Optional<StoredPackage> find(PackageKey key) {
        return Optional.ofNullable(ids.get(key)).map(packages::get);
    }

    Optional<StoredPackage> find(long packageId) {
        return Optional.ofNullable(packages.get(packageId));
    }

    Stream<StoredPackage> all() {
        return packages.values().stream();
    }

    long lastFileId() {
        return lastFileId;
    }

    /** Changes the index, for a new entry just as for an old one. */
    void replay(JSONObject entry) {
        PackageKey key = new PackageKey(entry.getLong("project"), entry.getString("name"), entry.getString("version"));
        Instant at = Instant.parse(entry.getString("at"));
        if (entry.getString("change").equals("delete package")) {
            // The name is free again, for a package of another number.
            packages.computeIfPresent(ids.remove(key), (id, deleted) -> deleted.deleted());
            return;
        }
        long packageId = ids.computeIfAbsent(key, absent -> ++lastPackageId);
        Long creator = entry.has("creator") ? entry.getLong("creator") : null;
        StoredPackage before = packages.getOrDefault(
                packageId, new StoredPackage(packageId, key, "default", at, creator, null, List.of()));
        packages.put(packageId, changed(before, entry, at));
    }

    void destroyDeleted() {
        packages.values().removeIf(each -> each.status().equals(StoredPackage.PENDING_DESTRUCTION));
    }

    void downloaded(long packageId, Instant at) {
        packages.computeIfPresent(packageId, (id, before) -> before.downloaded(at));
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
}
