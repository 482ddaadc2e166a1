package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageStore;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredPackage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The routes of the test double that look things up: packages, one package, files. Thread-safe. */
record PackageLists(PackageStore store, Options options) {
    private static final String[] STATUSES = {
        "", "default", "hidden", "processing", "error", "pending_destruction", "deprecated"
    };
    /** Those that are found without being asked for. */
    private static final Set<String> DISPLAYABLE = Set.of("default", "error", "deprecated");

    Answer packages(ApiCall call, Asker asker, HttpRequest request, String instance) throws Refusal {
        Query query = call.query();
        String name = query.get("package_name", "").toLowerCase(Locale.ROOT);
        String version = options.versionFilter ? query.get("package_version", "") : "";
        String status = query.choice("status", STATUSES);
        boolean generic = query.get("package_type", "generic").equals("generic");
        Comparator<StoredPackage> order =
                switch (query.choice("order_by", "created_at", "name", "version", "type")) {
                    case "name" -> Comparator.comparing(found -> found.key().name());
                    case "version" -> Comparator.comparing(found -> found.key().version());
                    case "type" -> Comparator.comparing(StoredPackage::id);
                    default -> Comparator.comparing(StoredPackage::createdAt);
                };
        List<StoredPackage> found = store.packages(asker.project().id()).stream()
                .filter(each -> generic && (status.isEmpty() ? isDisplayable(each) : each.status().equals(status)))
                .filter(each -> each.key().name().toLowerCase(Locale.ROOT).contains(name))
                .filter(each -> version.isEmpty() || each.key().version().equals(version))
                .sorted(directed(order.thenComparing(StoredPackage::id), query))
                .toList();
        Entities json = new Entities(asker, instance);
        return Paging.of(query, options).answer(found, json::listed, request.url(request.path()), query);
    }

    Answer files(ApiCall call, Asker asker, HttpRequest request) throws Refusal {
        Query query = call.query();
        Comparator<StoredFile> order =
                switch (query.choice("order_by", "id", "created_at", "file_name")) {
                    case "file_name" -> Comparator.comparing(StoredFile::fileName);
                    case "created_at" -> Comparator.comparing(StoredFile::createdAt);
                    default -> Comparator.comparing(StoredFile::id);
                };
        List<StoredFile> files = existing(call, asker.project()).files().stream()
                .sorted(directed(order.thenComparing(StoredFile::id), query))
                .toList();
        return Paging.of(query, options).answer(files, StoredFile::toJson, request.url(request.path()), query);
    }

    Answer one(ApiCall call, Asker asker, String instance) throws Refusal {
        StoredPackage shown = existing(call, asker.project());
        if (shown.status().equals("error")) {
            throw Refusals.message(404, "Package not found");
        }
        List<StoredPackage> others = store.packages(asker.project().id()).stream()
                .filter(each -> each.key().name().equals(shown.key().name()) && each.id() != shown.id())
                .filter(PackageLists::isDisplayable)
                .toList();
        return Answer.json(200, new Entities(asker, instance).alone(shown, others));
    }

    /** Returns the package of the call, unless it is hidden, deleted or not yet ready. */
    StoredPackage existing(ApiCall call, Project project) throws Refusal {
        return store.find(project.id(), call.packageId())
                .filter(PackageLists::isDisplayable)
                .orElseThrow(Refusals::notFound);
    }

    private static boolean isDisplayable(StoredPackage found) {
        return DISPLAYABLE.contains(found.status());
    }

    private static <T> Comparator<T> directed(Comparator<T> order, Query query) throws Refusal {
        return query.choice("sort", "asc", "desc").equals("desc") ? order.reversed() : order;
    }
}
