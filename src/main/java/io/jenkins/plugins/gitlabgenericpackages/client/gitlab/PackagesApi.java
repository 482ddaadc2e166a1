package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.gitlabgenericpackages.client.http.HttpTransport;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Redirects;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.RequestBody;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Headers;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.json.JSONObject;

/** GitLab's routes for generic packages, one attempt each, except that lists try every page again. Thread-safe. */
public final class PackagesApi {
    private static final int MOST_FILE_JSON = 64 * 1024;

    private final Registry registry;
    private final HttpTransport transport;
    private final HttpAddress project;
    private final Token token;
    private final Redirects redirects;
    private final FileProbe probe;
    private final Retry retry;
    private final IntSupplier parallel;

    /** What GitLab said when it listed nothing. */
    private volatile String noListBecause = "";

    /** @param parallel how many requests there may be at a time for one list */
    public PackagesApi(Registry registry, HttpTransport transport, Retry retry, IntSupplier parallel) {
        this.registry = registry;
        this.transport = transport;
        this.project = registry.address();
        this.token = registry.token();
        this.redirects = new Redirects(transport);
        this.probe = new FileProbe(transport, token);
        this.retry = retry;
        this.parallel = parallel;
    }

    /** Returns the same for another project of the same GitLab. */
    public PackagesApi in(String projectId) {
        Registry other = new Registry(registry.gitlabUrl(), projectId, token);
        return new PackagesApi(other, transport, retry, parallel);
    }

    public HttpAddress address(PackageFile file) {
        GenericPackage owner = file.owner();
        return route("/packages/generic/" + PackageFileName.percentEncoded(owner.name()) + "/"
                + PackageFileName.percentEncoded(owner.version()) + "/"
                + file.name().encoded());
    }

    /** Sends a file. The answer's status is GitLab's own: nothing is judged here. */
    public Response put(PackageFile file, boolean hidden, RequestBody body) throws IOException, InterruptedException {
        HttpAddress address = address(file);
        String query = "?select=package_file" + (hidden ? "&status=hidden" : "");
        return redirects.send(Request.put(address.withTarget(address.target() + query), token.credentials(), body)
                .header("Content-Type", "application/octet-stream")
                .header("Accept", "application/json"));
    }

    /** Tells of one file without a list, as {@link FileProbe} does. */
    public Optional<RemoteContent> probe(PackageFile file) throws RegistryException, InterruptedException {
        HttpAddress address = address(file);
        return retry.call("look for " + file.name(), address, () -> probe.ask(address));
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

    /** Asks for what GitLab itself has to say: what another origin would answer is worth nothing. */
    Response sendToGitLab(Request request) throws IOException, InterruptedException {
        return redirects.sendWithinOrigin(request);
    }

    public GitLabException failure(Response response) {
        return GitLabException.of(response, token);
    }

    /** Reads lists. */
    interface Reading<T> {
        T read() throws RegistryException, InterruptedException;
    }

    /** Returns nothing if GitLab shows its lists to other kinds of tokens only: this one may still transfer. */
    <T> Optional<T> listed(Reading<T> reading) throws RegistryException, InterruptedException {
        if (!token.canList()) {
            return Optional.empty();
        }
        try {
            Optional<T> read = Optional.ofNullable(reading.read());
            probe.seesProject();
            return read;
        } catch (RegistryException e) {
            if (!(e.getCause() instanceof GitLabException answer) || answer.isBeforeGitLab()) {
                throw e;
            }
            int status = answer.status();
            if (status == 403 || (status == 401 || status == 404) && token.mayBeUnableToList()) {
                noListBecause = ": " + answer.said();
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Says for people which project of which GitLab it is. */
    String where() {
        return registry.where();
    }

    /** Says as a sentence with what is asked. */
    String sent() {
        return token.sent();
    }

    /** Says of the token, and in GitLab's words, where nothing is listed. */
    public String noList() {
        return " for this token (" + token.words() + ")" + noListBecause;
    }

    /** Returns the versions of the package of exactly that name, in GitLab's order. */
    public List<RemotePackage> versions(String name) throws RegistryException, InterruptedException {
        return named(name, "");
    }

    /**
     * Returns what the search for a name finds, those that were created last first, or all if GitLab does not sort.
     *
     * @param name empty for the packages of all names
     * @param enough is asked before each further page about all that was read until then; may end the reading there
     */
    public ListedPackages newest(String name, Predicate<List<RemotePackage>> enough)
            throws RegistryException, InterruptedException {
        PagedList.Listed<RemotePackage> listed = read(
                name,
                "&order_by=created_at&sort=desc",
                soFar -> ListedPackages.isNewestFirst(soFar) && enough.test(soFar));
        return new ListedPackages(listed.entries(), listed.whole());
    }

    /** Returns the package entries of exactly that name and version: none, one, or rarely more. */
    public List<RemotePackage> find(GenericPackage wanted) throws RegistryException, InterruptedException {
        String filter = "&package_version=" + PackageFileName.percentEncoded(wanted.version());
        return named(wanted.name(), filter).stream()
                // Older GitLabs do not know the parameter and list every version.
                .filter(found -> found.version().equals(wanted.version()))
                .toList();
    }

    /** @throws RegistryException if GitLab lists nothing for a token of this kind, which is not asked for then */
    private PagedList packages(String name, String more) throws RegistryException {
        if (!token.canList()) {
            // GitLab would say that there is no such project.
            throw new RegistryException(retry.failedTo("list the package " + name)
                    + ": GitLab lists no versions for this token (" + token.words()
                    + "): use an access token, with the scope read_api and the role Reporter");
        }
        String query = "/packages?package_type=generic"
                + (name.isEmpty() ? "" : "&package_name=" + PackageFileName.percentEncoded(name)) + more;
        return list("list the package " + name, route(query), PagedList.PAGE);
    }

    /** GitLab passes over a login that it does not know here, such as a deploy token, and says that nothing is there. */
    private PagedList.Listed<RemotePackage> read(String name, String more, Predicate<List<RemotePackage>> enough)
            throws RegistryException, InterruptedException {
        PagedList list = packages(name, more);
        try {
            return list.read(RemoteJson::packageOf, enough);
        } catch (RegistryException e) {
            if (token.isLogin() && e.getCause() instanceof GitLabException answer && answer.hidesProject()) {
                throw new RegistryException(
                        e.getMessage() + ". If that is a deploy token, GitLab lists no versions for it: use an access"
                                + " token, with the scope read_api and the role Reporter",
                        answer);
            }
            throw e;
        }
    }

    /** GitLab's search is fuzzy. */
    private List<RemotePackage> named(String name, String more) throws RegistryException, InterruptedException {
        return read(name, more, null).entries().stream()
                .filter(found -> found.name().equals(name))
                .toList();
    }

    /** Returns all files of the package, also those that a newer one of the same name hides. */
    public List<RemoteFile> files(RemotePackage owner) throws RegistryException, InterruptedException {
        return files(owner.id(), owner.name() + " " + owner.version(), "").read(RemoteJson::fileOf);
    }

    /** Returns the files with the highest ids, down to one that is not higher than that, or all if GitLab does not sort. */
    List<RemoteFile> newestFiles(long packageId, String owner, long id) throws RegistryException, InterruptedException {
        return files(packageId, owner, "?order_by=id&sort=desc")
                .read(RemoteJson::fileOf, read -> {
                    long last = read.get(read.size() - 1).id();
                    return read.get(0).id() >= last && last <= id;
                })
                .entries();
    }

    private PagedList files(long packageId, String owner, String order) {
        return list(
                "list the files of " + owner,
                route("/packages/" + packageId + "/package_files" + order),
                PagedList.PAGE);
    }

    private PagedList list(String what, HttpAddress address, int page) {
        return new PagedList(this, retry, parallel.getAsInt(), what, address, page);
    }

    /**
     * Returns all of another list of the project.
     *
     * @param what verb and object for messages
     * @param page how many entries to ask for at a time, up to 100
     */
    public <T> List<T> list(String what, String target, int page, Function<JSONObject, T> reader)
            throws RegistryException, InterruptedException {
        return list(what, route(target), page).read(reader::apply);
    }

    /** Reads from the answer to an upload what GitLab says that it stored. An older GitLab says nothing of it. */
    public RemoteFile stored(Response response) throws IOException {
        return RemoteJson.fileOf(RemoteJson.object(response, MOST_FILE_JSON));
    }

    /**
     * Asks for something else that a project has.
     *
     * @param body null for none
     */
    Response ask(String method, HttpAddress address, JSONObject body) throws IOException, InterruptedException {
        Optional<RequestBody> json = Optional.ofNullable(body)
                .map(object -> RequestBody.of(object.toString().getBytes(UTF_8)));
        Request request = new Request(method, address, new Headers(), token.credentials(), json);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return sendToGitLab(request.header("Accept", "application/json"));
    }

    /** Returns an address below that of the project. */
    HttpAddress route(String target) {
        return project.withTarget(project.target() + target);
    }

    public static RegistryException notGitLab(HttpAddress address) {
        return new RegistryException(address + " answered, but not as GitLab does. " + Refusal.NO_GITLAB.hint);
    }
}
