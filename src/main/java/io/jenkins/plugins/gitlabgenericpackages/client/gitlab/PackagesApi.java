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
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.json.JSONObject;

/** GitLab's routes for generic packages, one attempt each; its {@link #lists} try every page again. Thread-safe. */
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
    private final PackageLists lists;

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
        this.lists = new PackageLists(this, retry, token);
    }

    /** Returns the same for another project of the same GitLab. */
    public PackagesApi in(String projectId) {
        Registry other = new Registry(registry.gitlabUrl(), projectId, token);
        return new PackagesApi(other, transport, retry, parallel);
    }

    public PackageLists lists() {
        return lists;
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

    /** Learns that GitLab has shown that the project is there. */
    void seesProject() {
        probe.seesProject();
    }

    /** Says for people which project of which GitLab it is. */
    String where() {
        return registry.where();
    }

    /** Says as a sentence with what is asked. */
    String sent() {
        return token.sent();
    }

    /**
     * Returns one of the project's lists, to be read.
     *
     * @param what verb and object for messages
     */
    PagedList list(String what, String target) {
        return list(what, target, PagedList.PAGE);
    }

    private PagedList list(String what, String target, int page) {
        return new PagedList(this, retry, parallel.getAsInt(), what, route(target), page);
    }

    /**
     * Returns all of another list of the project.
     *
     * @param page how many entries to ask for at a time, up to 100
     */
    public <T> List<T> list(String what, String target, int page, Function<JSONObject, T> reader)
            throws RegistryException, InterruptedException {
        return list(what, target, page).read(reader::apply);
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
