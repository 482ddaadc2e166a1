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

/** The routes of the test double that look things up: packages, files, and deleting one of them. Thread-safe. */
record PackageLists(PackageStore store, Options options) {

    Answer packages(ApiCall call, Project project, String url) throws Refusal {
        Query query = call.query();
        String name = query.get("package_name", "").toLowerCase(Locale.ROOT);
        String version = options.versionFilter ? query.get("package_version", "") : "";
        String status = query.get("status", "default");
        boolean generic = query.get("package_type", "generic").equals("generic");
        Comparator<StoredPackage> order =
                switch (query.choice("order_by", "created_at", "name", "version", "type")) {
                    case "name" -> Comparator.comparing(found -> found.key().name());
                    case "version" -> Comparator.comparing(found -> found.key().version());
                    case "type" -> Comparator.comparing(StoredPackage::id);
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
                switch (query.choice("order_by", "id", "created_at", "file_name")) {
                    case "file_name" -> Comparator.comparing(StoredFile::fileName);
                    case "created_at" -> Comparator.comparing(StoredFile::createdAt);
                    default -> Comparator.comparing(StoredFile::id);
                };
        List<StoredFile> files = existing(call, project).files().stream()
                .sorted(directed(order.thenComparing(StoredFile::id), query))
                .toList();
        return Paging.of(query, options).answer(files, StoredFile::toJson, url, query);
    }

    Answer one(ApiCall call, Project project) throws Refusal {
        StoredPackage found = existing(call, project);
        if (!found.status().equals("default")) {
            throw Refusals.notFound();
        }
        return Answer.json(200, found.toJson(project.path()));
    }

    Answer deletePackage(ApiCall call, Project project) throws Refusal, IOException {
        store.delete(existing(call, project).key());
        return Answer.empty(204);
    }

    Answer deleteFile(ApiCall call, Project project) throws Refusal, IOException {
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

    private static <T> Comparator<T> directed(Comparator<T> order, Query query) throws Refusal {
        return query.choice("sort", "asc", "desc").equals("desc") ? order.reversed() : order;
    }
}
