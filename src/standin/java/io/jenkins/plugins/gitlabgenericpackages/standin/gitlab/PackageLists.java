package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageStore;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredPackage;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The routes of the test double that look things up in lists: packages, files, and deleting a file. Thread-safe. */
record PackageLists(PackageStore store, Options options) {

    Answer packages(ApiCall call, Project project, String url) {
        Query query = call.query();
        String name = query.get("package_name", "").toLowerCase(Locale.ROOT);
        String version = options.versionFilter ? query.get("package_version", "") : "";
        String status = query.get("status", "default");
        boolean generic = query.get("package_type", "generic").equals("generic");
        Comparator<StoredPackage> order =
                switch (query.get("order_by", "created_at")) {
                    case "name" -> Comparator.comparing(found -> found.key().name());
                    case "version" -> Comparator.comparing(found -> found.key().version());
                    default -> Comparator.comparing(StoredPackage::createdAt);
                };
        List<StoredPackage> found = store.packages(project.id()).stream()
                .filter(each -> generic && each.status().equals(status))
                .filter(each -> each.key().name().toLowerCase(Locale.ROOT).contains(name))
                .filter(each -> version.isEmpty() || each.key().version().equals(version))
                .sorted(directed(order.thenComparing(StoredPackage::id), query))
                .toList();
        return Paging.of(query, options).answer(found, each -> each.toJson(project.path()), url, query);
    }

    Answer files(ApiCall call, Project project, String url) throws Refusal {
        Query query = call.query();
        Comparator<StoredFile> order =
                switch (query.get("order_by", "id")) {
                    case "file_name" -> Comparator.comparing(StoredFile::fileName);
                    case "created_at" -> Comparator.comparing(StoredFile::createdAt);
                    default -> Comparator.comparing(StoredFile::id);
                };
        List<StoredFile> files = existing(call, project).files().stream()
                .sorted(directed(order.thenComparing(StoredFile::id), query))
                .toList();
        return Paging.of(query, options).answer(files, file -> file.toJson(options.md5), url, query);
    }

    Answer delete(ApiCall call, Project project) throws Refusal, IOException {
        StoredPackage from = existing(call, project);
        if (from.files().stream().noneMatch(file -> file.id() == call.fileId())) {
            throw Refusals.notFound();
        }
        store.delete(from.key(), call.fileId());
        return Answer.empty(204);
    }

    private StoredPackage existing(ApiCall call, Project project) throws Refusal {
        return store.find(project.id(), call.packageId()).orElseThrow(Refusals::notFound);
    }

    private static <T> Comparator<T> directed(Comparator<T> order, Query query) {
        return query.get("sort", "asc").equals("desc") ? order.reversed() : order;
    }
}
