package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Percent;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Action;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageKey;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request to the test double taken apart: which of the routes, and its decoded parameters. Immutable.
 *
 * @param rest what follows {@code packages} in the path, without {@code generic}, or {@code releases}
 */
record ApiCall(Route route, String project, List<String> rest, Query query) {
    private static final String ROOT = "/api/v4/projects/";
    private static final Set<String> VERSION = Set.of("/api/v4/version", "/api/v4/metadata");

    static ApiCall of(HttpRequest request, String contextPath) {
        Query query = Query.of(request.target());
        String root = contextPath + ROOT;
        String path = request.path();
        // Whatever has a GET has a HEAD.
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        if (method.equals("GET") && VERSION.stream().anyMatch(known -> path.equals(contextPath + known))) {
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
        if (parts.size() == 1 && method.equals("GET")) {
            return new ApiCall(Route.PROJECT, parts.get(0), List.of(), query);
        }
        if (parts.size() > 1 && parts.get(1).equals("releases")) {
            List<String> rest = parts.subList(2, parts.size());
            return new ApiCall(releaseRoute(method, rest), parts.get(0), rest, query);
        }
        if (parts.size() < 2 || !parts.get(1).equals("packages")) {
            return unknown;
        }
        List<String> rest = parts.subList(2, parts.size());
        boolean generic = rest.size() >= 4 && rest.get(0).equals("generic");
        Route route = route(method, rest, generic);
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
        String shape = rest.stream().map(part -> isId(part) ? "ID" : part).collect(Collectors.joining("/"));
        return switch (method + " " + shape) {
            case "GET " -> Route.LIST_PACKAGES;
            case "GET ID" -> Route.PACKAGE;
            case "GET ID/package_files" -> Route.LIST_FILES;
            case "GET ID/package_files/ID/download" -> Route.DOWNLOAD_FILE;
            case "DELETE ID" -> Route.DELETE_PACKAGE;
            case "DELETE ID/package_files/ID" -> Route.DELETE_FILE;
            default -> Route.UNKNOWN;
        };
    }

    /** @param rest the tag, and what follows it */
    private static Route releaseRoute(String method, List<String> rest) {
        String behind = String.join("/", rest.subList(Math.min(1, rest.size()), rest.size()));
        String shape = (rest.isEmpty() ? "" : "TAG/") + behind.replaceFirst("\\d{1,18}\\z", "ID");
        return switch (method + " " + shape) {
            case "GET " -> Route.LIST_RELEASES;
            case "POST " -> Route.CREATE_RELEASE;
            case "GET TAG/" -> Route.RELEASE;
            case "PUT TAG/" -> Route.UPDATE_RELEASE;
            case "GET TAG/assets/links" -> Route.LIST_LINKS;
            case "POST TAG/assets/links" -> Route.CREATE_LINK;
            case "PUT TAG/assets/links/ID" -> Route.UPDATE_LINK;
            case "DELETE TAG/assets/links/ID" -> Route.DELETE_LINK;
            default -> Route.UNKNOWN;
        };
    }

    private static boolean isId(String text) {
        return text.matches("\\d{1,18}");
    }

    boolean isGeneric() {
        return route == Route.UPLOAD || route == Route.DOWNLOAD;
    }

    Action action() {
        return switch (route) {
            case UPLOAD -> Action.UPLOAD;
            case DOWNLOAD -> Action.DOWNLOAD;
            case DOWNLOAD_FILE -> Action.DOWNLOAD_FILE;
            case DELETE_FILE, DELETE_PACKAGE -> Action.DELETE;
            case LIST_RELEASES, RELEASE -> Action.READ_RELEASE;
            case CREATE_RELEASE -> Action.CREATE_RELEASE;
            case UPDATE_RELEASE -> Action.UPDATE_RELEASE;
            case LIST_LINKS -> Action.READ_LINK;
            case CREATE_LINK -> Action.CREATE_LINK;
            case UPDATE_LINK -> Action.UPDATE_LINK;
            case DELETE_LINK -> Action.DELETE_LINK;
            default -> Action.LIST;
        };
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

    /** Returns the tag of a release. */
    String tag() {
        return rest.get(0);
    }

    long linkId() {
        return Long.parseLong(rest.get(3));
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
