package io.jenkins.plugins.gitlabgenericpackages.standin;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A registry with projects and tokens of every kind, new for each test, and an HTTP client that calls it. */
final class RegistryCalls extends ExternalResource {
    static final String PROJECT = "/api/v4/projects/group%2Fsub%2Fapp/packages";
    static final String PACKAGE = PROJECT + "/generic/app/1.0/";
    static final Duration SOON = Duration.ofSeconds(20);

    private final TemporaryFolder folder = new TemporaryFolder();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private StandInRegistry registry;

    @Override
    protected void before() throws IOException {
        folder.create();
        start();
    }

    /** Starts the registry, with what the last one left behind if there was one. */
    void start() throws IOException {
        registry = StandInRegistry.builder(dir())
                .project(Project.DEFAULT.movedFrom("old/app"))
                .project(Project.ofPublic(8, "open"))
                .token(AcceptedToken.PRIVATE)
                .token(AcceptedToken.DEPLOY)
                .token(AcceptedToken.JOB)
                .token(AcceptedToken.privateToken("reader").withRole(Role.REPORTER))
                .token(AcceptedToken.privateToken("narrow").withInsufficientScope())
                .token(AcceptedToken.privateToken("outsider").seeingOnly(8L))
                .start();
    }

    /** Starts another registry in place of the present one. */
    void use(RegistryBuilder builder) throws IOException {
        registry.close();
        registry = builder.start();
    }

    @Override
    protected void after() {
        try {
            registry.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            folder.delete();
        }
    }

    Path folder() {
        return folder.getRoot().toPath();
    }

    /** Returns where the registry keeps its files. */
    Path dir() {
        return folder().resolve("registry");
    }

    StandInRegistry registry() {
        return registry;
    }

    HttpClient client() {
        return client;
    }

    HttpRequest.Builder builder(String target) {
        return HttpRequest.newBuilder(URI.create(registry.url() + target)).header("PRIVATE-TOKEN", "glpat-stand-in");
    }

    HttpResponse<String> get(String target) throws Exception {
        return send("GET", target, "");
    }

    HttpResponse<String> put(String target, String body) throws Exception {
        return send("PUT", target, body);
    }

    HttpResponse<String> send(String method, String target, String body) throws Exception {
        return request(method, target, body, "PRIVATE-TOKEN", "glpat-stand-in");
    }

    /** Sends the given headers, and the default token unless the first of them is another kind of authentication. */
    HttpResponse<String> request(String method, String target, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.url() + target))
                .headers(headers)
                .method(method, BodyPublishers.ofString(body));
        if (headers[0].equals("Range")) {
            request.header("PRIVATE-TOKEN", "glpat-stand-in");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Returns status and body of what a GET with the header is answered with. */
    String as(String header, String value, String target) throws Exception {
        HttpResponse<String> response = request("GET", target, "", header, value);
        return response.statusCode() + " " + response.body();
    }
}
