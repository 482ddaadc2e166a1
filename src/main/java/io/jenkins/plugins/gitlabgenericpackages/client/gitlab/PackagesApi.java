package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.HttpTransport;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Redirects;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.RequestBody;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** GitLab's routes for generic packages, one attempt each, except that lists try every page again. Thread-safe. */
public final class PackagesApi {
    private static final int MOST_FILE_JSON = 64 * 1024;

    private final HttpAddress project;
    private final Token token;
    private final HttpTransport transport;
    private final Redirects redirects;
    private final Retry retry;

    public PackagesApi(Registry registry, HttpTransport transport, Retry retry) {
        this.project = registry.address();
        this.token = registry.token();
        this.transport = transport;
        this.redirects = new Redirects(transport);
        this.retry = retry;
    }

    public HttpAddress address(PackageFile file) {
        GenericPackage owner = file.owner();
        return project.withTarget(project.target() + "/packages/generic/"
                + PackageFileName.percentEncoded(owner.name()) + "/"
                + PackageFileName.percentEncoded(owner.version()) + "/" + file.name().encoded());
    }

    /** Sends a file. The answer's status is GitLab's own: nothing is judged here. */
    public Response put(PackageFile file, boolean hidden, RequestBody body) throws IOException, InterruptedException {
        HttpAddress address = address(file);
        String query = "?select=package_file" + (hidden ? "&status=hidden" : "");
        return redirects.send(Request.put(address.withTarget(address.target() + query), token.credentials(), body)
                .header("Content-Type", "application/octet-stream")
                .header("Accept", "application/json"));
    }

    /** Asks for a file. The caller adds what it needs to the request. */
    public Request get(PackageFile file) {
        return request(address(file));
    }

    Request request(HttpAddress address) {
        return Request.get(address, token.credentials());
    }

    public Response send(Request request) throws IOException, InterruptedException {
        return redirects.send(request);
    }

    /** Sends without following a redirect. */
    Response sendOnce(Request request) throws IOException, InterruptedException {
        return transport.send(request);
    }

    public GitLabException failure(Response response) {
        return GitLabException.of(response, token);
    }

    /** Returns the versions of the package of exactly that name, in GitLab's order. */
    public List<RemotePackage> versions(String name) throws RegistryException, InterruptedException {
        return exactly(name, packages(name, "").read(ApiJson::packageOf));
    }

    /**
     * Returns what the search for a name finds, those that were created last first. A GitLab that does not sort is read
     * to the end.
     *
     * @param enough is asked before each further page about all that was read until then; may end the reading there
     */
    public ListedPackages newest(String name, Predicate<List<RemotePackage>> enough)
            throws RegistryException, InterruptedException {
        AtomicBoolean all = new AtomicBoolean(true);
        List<RemotePackage> listed = packages(name, "&order_by=created_at&sort=desc")
                .read(ApiJson::packageOf, soFar -> {
                    all.set(!ListedPackages.isNewestFirst(soFar) || !enough.test(soFar));
                    return !all.get();
                });
        return new ListedPackages(listed, all.get());
    }

    /** Returns the package entries of exactly that name and version: none, one, or rarely more. */
    public List<RemotePackage> find(GenericPackage wanted) throws RegistryException, InterruptedException {
        String filter = "&package_version=" + PackageFileName.percentEncoded(wanted.version());
        return exactly(wanted.name(), packages(wanted.name(), filter).read(ApiJson::packageOf)).stream()
                // Older GitLabs do not know the parameter and list every version.
                .filter(found -> found.version().equals(wanted.version()))
                .toList();
    }

    private PagedList packages(String name, String more) {
        String query = "/packages?package_type=generic&package_name=" + PackageFileName.percentEncoded(name) + more;
        return list("list the package " + name, query);
    }

    /** GitLab's search is fuzzy. */
    private static List<RemotePackage> exactly(String name, List<RemotePackage> listed) {
        return listed.stream().filter(found -> found.name().equals(name)).toList();
    }

    /** Returns all files of the package, also those that a newer one of the same name hides. */
    public List<RemoteFile> files(RemotePackage owner) throws RegistryException, InterruptedException {
        return files(owner, read -> false);
    }

    /** @param enough is asked before each further page about all that was read until then; may end the reading there */
    List<RemoteFile> files(RemotePackage owner, Predicate<List<RemoteFile>> enough)
            throws RegistryException, InterruptedException {
        String what = "list the files of " + owner.name() + " " + owner.version();
        return list(what, "/packages/" + owner.id() + "/package_files").read(ApiJson::fileOf, enough);
    }

    /**
     * Reads the answer to an upload: what GitLab says that it stored. An older GitLab says nothing of it.
     *
     * @throws RegistryException if it is no answer of a GitLab
     */
    public RemoteFile stored(Response response) throws RegistryException {
        return ApiJson.fileOf(RemoteJson.object(response, MOST_FILE_JSON));
    }

    public void delete(RemoteFile file) throws RegistryException, InterruptedException {
        HttpAddress address =
                project.withTarget(project.target() + "/packages/" + file.packageId() + "/package_files/" + file.id());
        retry.call("delete a copy of " + file.name(), address, () -> {
            try (Response response = redirects.send(Request.delete(address, token.credentials()))) {
                // 404: an earlier attempt deleted it and its answer was lost.
                if (response.status() != 204 && response.status() != 200 && response.status() != 404) {
                    throw failure(response);
                }
                return null;
            }
        });
    }

    private PagedList list(String what, String route) {
        return new PagedList(this, retry, what, project.withTarget(project.target() + route));
    }

    public static RegistryException notGitLab(HttpAddress address) {
        return new RegistryException(address + " answered, but not as GitLab does. " + Hints.WRONG_ADDRESS);
    }
}
