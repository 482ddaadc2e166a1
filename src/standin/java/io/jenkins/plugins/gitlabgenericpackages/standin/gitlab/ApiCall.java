package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Percent;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageKey;
import java.util.Arrays;
import java.util.List;

/**
 * A request to the test double taken apart: which of the routes, and its decoded parameters. Immutable.
 *
 * @param rest what follows {@code packages} in the path, without {@code generic}
 */
record ApiCall(Route route, String project, List<String> rest, Query query) {
    private static final String ROOT = "/api/v4/projects/";
    private static final String VERSION = "/api/v4/version";

    static ApiCall of(HttpRequest request, String contextPath) {
        Query query = Query.of(request.target());
        String root = contextPath + ROOT;
        String path = request.path();
        if (request.method().equals("GET") && path.equals(contextPath + VERSION)) {
            return new ApiCall(Route.VERSION, "", List.of(), query);
        }
        ApiCall unknown = new ApiCall(Route.UNKNOWN, "", List.of(), query);
        if (!path.startsWith(root)) {
            return unknown;
        }
        // Split before decoding: an encoded slash belongs to its segment.
        List<String> parts = Arrays.stream(path.substring(root.length()).split("/", -1))
                .map(Percent::decode)
                .toList();
        if (parts.size() == 1 && request.method().equals("GET")) {
            return new ApiCall(Route.PROJECT, parts.get(0), List.of(), query);
        }
        if (parts.size() < 2 || !parts.get(1).equals("packages")) {
            return unknown;
        }
        List<String> rest = parts.subList(2, parts.size());
        boolean generic = rest.size() >= 4 && rest.get(0).equals("generic");
        Route route = route(request.method(), rest, generic);
        return new ApiCall(route, parts.get(0), generic ? rest.subList(1, rest.size()) : rest, query);
    }

    private static Route route(String method, List<String> rest, boolean generic) {
        if (generic) {
            return switch (method) {
                case "PUT" -> Route.UPLOAD;
                case "GET" -> Route.DOWNLOAD;
                default -> Route.UNKNOWN;
            };
        }
        if (rest.isEmpty()) {
            return method.equals("GET") ? Route.LIST_PACKAGES : Route.UNKNOWN;
        }
        boolean onePackage = isId(rest.get(0));
        boolean files = onePackage && rest.size() >= 2 && rest.get(1).equals("package_files");
        return switch (method) {
            case "GET" -> onePackage && rest.size() == 1
                    ? Route.PACKAGE
                    : files && rest.size() == 2 ? Route.LIST_FILES : Route.UNKNOWN;
            case "DELETE" -> onePackage && rest.size() == 1
                    ? Route.DELETE_PACKAGE
                    : files && rest.size() == 3 && isId(rest.get(2)) ? Route.DELETE_FILE : Route.UNKNOWN;
            default -> Route.UNKNOWN;
        };
    }

    private static boolean isId(String text) {
        return text.matches("\\d{1,18}");
    }

    boolean isGeneric() {
        return route == Route.UPLOAD || route == Route.DOWNLOAD;
    }

    String packageName() {
        return rest.get(0);
    }

    String packageVersion() {
        return rest.get(1);
    }

    /** Returns the folders and the name of the file. */
    List<String> file() {
        return rest.subList(2, rest.size());
    }

    PackageKey key(Project of) {
        return new PackageKey(of.id(), packageName(), packageVersion());
    }

    long packageId() {
        return Long.parseLong(rest.get(0));
    }

    long fileId() {
        return Long.parseLong(rest.get(2));
    }
}
