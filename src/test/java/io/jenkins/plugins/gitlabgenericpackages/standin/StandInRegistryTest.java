package io.jenkins.plugins.gitlabgenericpackages.standin;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.nullValue;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.standin.Token.Right;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class StandInRegistryTest {
    private static final String PROJECT = "/api/v4/projects/group%2Fsub%2Fapp/packages";
    private static final String PACKAGE = PROJECT + "/generic/app/1.0/";
    private static final Duration SOON = Duration.ofSeconds(20);

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private StandInRegistry registry;

    @Before
    public void start() throws IOException {
        registry = StandInRegistry.builder(dir())
                .project(Project.DEFAULT.movedFrom("old/app"))
                .project(Project.ofPublic(8, "open"))
                .token(Token.PRIVATE)
                .token(Token.DEPLOY)
                .token(Token.JOB)
                .token(Token.user("ann", "secret"))
                .token(Token.privateToken("reader").withRights(Right.READ))
                .token(Token.privateToken("narrow").withInsufficientScope())
                .token(Token.privateToken("outsider").seeingOnly(8L))
                .start();
    }

    @After
    public void stop() throws IOException {
        registry.close();
    }

    @Test
    public void basics() throws Exception {
        HttpResponse<String> uploaded = put(PACKAGE + "a.txt", "hello");
        assertThat(uploaded.statusCode(), is(201));
        assertThat(new JSONObject(uploaded.body()).getString("message"), is("201 Created"));

        HttpResponse<String> downloaded = get(PACKAGE + "a.txt");
        assertThat(downloaded.body(), is("hello"));
        StoredFile stored = registry.files(7, "app", "1.0").get(0);
        assertThat(downloaded.headers().firstValue("X-Checksum-SHA256").orElse(""), is(stored.sha256()));
        assertThat(stored.sha256(), is("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));

        JSONObject found = new JSONArray(get(PROJECT + "?package_name=app").body()).getJSONObject(0);
        String files = PROJECT + "/" + found.getLong("id") + "/package_files";
        JSONObject listed = new JSONArray(get(files).body()).getJSONObject(0);
        assertThat(listed.getString("file_sha256"), is(stored.sha256()));
        assertThat(send("DELETE", files + "/" + listed.getLong("id"), "").statusCode(), is(204));
        assertThat(get(PACKAGE + "a.txt").statusCode(), is(404));
    }

    @Test
    public void uploadCanAnswerWithTheFile() throws Exception {
        HttpResponse<String> uploaded = put(PACKAGE + "sub/dir/a+b.txt?select=package_file", "hello");
        assertThat(uploaded.statusCode(), is(200));
        JSONObject file = new JSONObject(uploaded.body());
        assertThat(file.getString("file_name"), is("sub%2Fdir%2Fa+b.txt"));
        assertThat(file.getLong("size"), is(5L));
        assertThat(get(PACKAGE + "sub/dir/a%2Bb.txt").body(), is("hello"));

        registry.options().uploadJson(false);
        assertThat(put(PACKAGE + "b.txt?select=package_file", "hello").statusCode(), is(201));
    }

    @Test
    public void refusesNamesAsGitLabDoes() throws Exception {
        String generic = PROJECT + "/generic/";
        assertThat(put(generic + "a%20b/1.0/f", "").body(), is("{\"error\":\"package_name is invalid\"}"));
        assertThat(put(generic + "a/%2e%2e%2f1.2.3/f", "").body(), is("{\"error\":\"package_version is invalid\"}"));
        assertThat(put(generic + "a/..1.2.3/f", "").body(), is("{\"error\":\"package_version is invalid\"}"));
        assertThat(put(generic + "a/1.2.bananas/f%20g", "").body(), is("{\"error\":\"file_name is invalid\"}"));
        assertThat(put(generic + "a/1.0/~f", "").statusCode(), is(400));
        assertThat(put(generic + "a/1.0/a%2Fb", "").statusCode(), is(400));
        assertThat(put(generic + "a/1.0/%2e%2e/b", "").statusCode(), is(400));
        assertThat(put(generic + "a/v1.2.4-build/d/f~1@x", "").statusCode(), is(201));
    }

    @Test
    public void tokensHaveTheirOwnHeadersAndRights() throws Exception {
        registry.addFile(7, "app", "1.0", "f", new byte[1]);
        assertThat(as("PRIVATE-TOKEN", "wrong", PACKAGE + "f"), is("401 {\"message\":\"401 Unauthorized\"}"));
        assertThat(as("PRIVATE-TOKEN", "gldt-stand-in", PACKAGE + "f"), startsWith("401"));
        assertThat(as("PRIVATE-TOKEN", "outsider", PACKAGE + "f"), is("404 {\"message\":\"404 Project Not Found\"}"));
        assertThat(as("PRIVATE-TOKEN", "narrow", PACKAGE + "f"), containsString("insufficient_scope"));
        assertThat(as("DEPLOY-TOKEN", "gldt-stand-in", PACKAGE + "f"), startsWith("200"));
        assertThat(as("JOB-TOKEN", "glcbt-stand-in", PACKAGE + "f"), startsWith("200"));
        assertThat(as("Authorization", "Bearer glpat-stand-in", PACKAGE + "f"), startsWith("200"));
        assertThat(as("Authorization", basic("any", "glpat-stand-in"), PACKAGE + "f"), startsWith("200"));
        assertThat(as("Authorization", basic("any", "glcbt-stand-in"), PACKAGE + "f"), startsWith("401"));
        assertThat(as("Authorization", basic("gitlab-ci-token", "glcbt-stand-in"), PACKAGE + "f"), startsWith("200"));
        assertThat(as("Authorization", basic("ann", "secret"), PACKAGE + "f"), startsWith("200"));
        assertThat(as("Authorization", basic("bob", "secret"), PACKAGE + "f"), startsWith("401"));
        assertThat(as("X-None", "", PACKAGE + "f"), startsWith("401"));
        assertThat(
                request("PUT", PACKAGE + "f", "x", "PRIVATE-TOKEN", "reader").body(),
                is("{\"message\":\"403 Forbidden\"}"));
    }

    @Test
    public void listsTakePrivateAndJobTokensOnly() throws Exception {
        assertThat(as("JOB-TOKEN", "glcbt-stand-in", PROJECT), startsWith("200"));
        assertThat(as("DEPLOY-TOKEN", "gldt-stand-in", PROJECT), startsWith("404"));
        assertThat(as("Authorization", basic("x", "glpat-stand-in"), PROJECT), startsWith("404"));
        registry.options().basicOnLists(true);
        assertThat(as("Authorization", basic("x", "glpat-stand-in"), PROJECT), startsWith("200"));
        assertThat(as("Authorization", basic("x", "gldt-stand-in"), PROJECT), startsWith("404"));
    }

    @Test
    public void strangersReadPublicProjects() throws Exception {
        registry.addFile(8, "app", "1", "f", new byte[1]);
        String file = "/api/v4/projects/8/packages/generic/app/1/f";
        assertThat(as("X-None", "", file), startsWith("200"));
        assertThat(as("Authorization", basic("bob", "wrong"), file), startsWith("200"));
        assertThat(as("PRIVATE-TOKEN", "wrong", file), startsWith("401"));
        assertThat(as("X-None", "", "/api/v4/projects/open/packages"), startsWith("200"));
        assertThat(request("PUT", file, "x", "X-None", "").statusCode(), is(401));
    }

    @Test
    public void duplicatesAddUpOrAreRefused() throws Exception {
        put(PACKAGE + "f", "old");
        put(PACKAGE + "f", "new");
        assertThat(registry.files(7, "app", "1.0").size(), is(2));
        assertThat(get(PACKAGE + "f").body(), is("new"));
        registry.options().duplicatesAllowed(false);
        assertThat(
                put(PACKAGE + "f", "newest").body(),
                is("{\"message\":\"400 Bad request - Duplicate package is not allowed\"}"));
    }

    @Test
    public void hiddenPackagesAreNotListed() throws Exception {
        put(PACKAGE + "f?status=hidden", "x");
        assertThat(get(PROJECT).body(), is("[]"));
        assertThat(get(PACKAGE + "f").body(), is("x"));
    }

    @Test
    public void listsArePagedAndFuzzy() throws Exception {
        registry.addFiles(7, "app", "1.0", 45);
        registry.addFiles(7, "myapp2", "1.0", 1);
        registry.addFiles(7, "app", "2.0", 1);
        assertThat(
                new JSONArray(get(PROJECT + "?package_name=App&package_version=1.0")
                                .body())
                        .length(),
                is(2));
        registry.options().versionFilter(false);
        assertThat(
                new JSONArray(get(PROJECT + "?package_name=app&package_version=1.0")
                                .body())
                        .length(),
                is(3));

        HttpResponse<String> page = get(PROJECT + "/1/package_files?page=2&per_page=20");
        assertThat(new JSONArray(page.body()).getJSONObject(0).getString("file_name"), is("file-0021.txt"));
        assertThat(page.headers().firstValue("x-next-page").orElse(null), is("3"));
        assertThat(page.headers().firstValue("x-total").orElse(null), is("45"));
        assertThat(page.headers().firstValue("Link").orElse(""), containsString("page=3&per_page=20>; rel=\"next\""));
        registry.options().totals(false);
        HttpResponse<String> last = get(PROJECT + "/1/package_files?page=3");
        assertThat(new JSONArray(last.body()).length(), is(5));
        assertThat(last.headers().firstValue("x-next-page").orElse(null), is(""));
        assertThat(last.headers().firstValue("x-total").orElse(null), nullValue());
    }

    @Test
    public void movedProjectsRedirectListsOnly() throws Exception {
        String old = "/api/v4/projects/old%2Fapp/packages";
        assertThat(put(old + "/generic/app/1.0/f", "x").statusCode(), is(201));
        HttpResponse<String> list = get(old + "?package_name=app");
        assertThat(list.statusCode(), is(301));
        assertThat(
                list.headers().firstValue("Location").orElse(""),
                is(registry.url() + "/api/v4/projects/7/packages?package_name=app"));
        assertThat(send("DELETE", old + "/1/package_files/1", "").statusCode(), is(405));
    }

    @Test
    public void refusesBeforeTheBodyIsSent() throws Exception {
        registry.options().sizeLimit(10).proxyLimit(1000).protect("locked");
        try (RawConnection raw = new RawConnection(registry)) {
            raw.write(head(PACKAGE + "f", "Content-Length: 5000000000", "Expect: 100-continue"));
            assertThat(raw.readHead(), startsWith("HTTP/1.1 413 "));
        }
        assertThat(expecting(PACKAGE + "f", 11), containsString("400 Bad Request"));
        assertThat(expecting(PROJECT + "/generic/locked/1/f", 5), containsString("403 Forbidden"));
        try (RawConnection raw = new RawConnection(registry)) {
            raw.write(head(PACKAGE + "f", "Transfer-Encoding: chunked"));
            String answer = raw.readHead();
            assertThat(answer, startsWith("HTTP/1.1 411 "));
            assertThat(answer, containsString("Connection: close"));
        }
        assertThat(
                registry.requests().of(Route.UPLOAD).stream()
                        .filter(RecordedRequest::continued)
                        .toList(),
                is(List.of()));
    }

    @Test
    public void continuesWhenTheBodyIsWantedAndKeepsTheConnection() throws Exception {
        try (RawConnection raw = new RawConnection(registry)) {
            for (int i = 0; i < 2; i++) {
                raw.write(head(PACKAGE + "f" + i, "Content-Length: 3", "Expect: 100-continue"));
                assertThat(raw.readHead(), startsWith("HTTP/1.1 100 "));
                raw.write("abc");
                assertThat(raw.readHead(), startsWith("HTTP/1.1 201 "));
                raw.skip("{\"message\":\"201 Created\"}".length());
            }
        }
        assertThat(registry.acceptedConnections(), is(1));
        assertThat(registry.requests().of(Route.UPLOAD).get(1).bodyBytes(), is(3L));
    }

    @Test
    public void takesChunkedBodiesOnDemand() throws Exception {
        registry.options().lengthRequired(false);
        try (RawConnection raw = new RawConnection(registry)) {
            raw.write(head(PACKAGE + "f", "Transfer-Encoding: chunked") + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
            assertThat(raw.readHead(), startsWith("HTTP/1.1 201 "));
        }
        assertThat(get(PACKAGE + "f").body(), is("abcde"));
    }

    @Test
    public void servesRanges() throws Exception {
        put(PACKAGE + "f", "0123456789");
        String etag = get(PACKAGE + "f").headers().firstValue("ETag").orElseThrow();
        String modified =
                get(PACKAGE + "f").headers().firstValue("Last-Modified").orElseThrow();
        HttpResponse<String> rest = request("GET", PACKAGE + "f", "", "Range", "bytes=4-", "If-Range", etag);
        assertThat(rest.statusCode(), is(206));
        assertThat(rest.body(), is("456789"));
        assertThat(rest.headers().firstValue("Content-Range").orElse(""), is("bytes 4-9/10"));
        assertThat(request("GET", PACKAGE + "f", "", "Range", "bytes=2-3").body(), is("23"));
        assertThat(
                request("GET", PACKAGE + "f", "", "Range", "bytes=4-", "If-Range", modified)
                        .statusCode(),
                is(206));
        assertThat(
                request("GET", PACKAGE + "f", "", "Range", "bytes=4-", "If-Range", "\"x\"")
                        .statusCode(),
                is(200));
        assertThat(request("GET", PACKAGE + "f", "", "Range", "bytes=10-").statusCode(), is(416));
        registry.options().ranges(false).checksumHeader(false);
        HttpResponse<String> whole = request("GET", PACKAGE + "f", "", "Range", "bytes=4-");
        assertThat(whole.statusCode(), is(200));
        assertThat(whole.headers().firstValue("X-Checksum-SHA256").isPresent(), is(false));
    }

    @Test
    public void storageRefusesTokensAndChangedAddresses() throws Exception {
        put(PACKAGE + "sub/a+b", "0123456789");
        registry.options().directDownload(true);
        HttpResponse<String> redirect = get(PACKAGE + "sub/a+b");
        assertThat(redirect.statusCode(), is(302));
        String location = redirect.headers().firstValue("Location").orElseThrow();
        assertThat(location, startsWith(registry.storageUrl() + "/bucket/"));
        String target = location.substring(registry.storageUrl().toString().length());

        assertThat(fromStorage(target), containsString("200 OK"));
        assertThat(fromStorage(target, "Range: bytes=4-5"), containsString("206 Partial"));
        assertThat(fromStorage(target), not(containsString("X-Checksum")));
        assertThat(fromStorage(target, "PRIVATE-TOKEN: x"), containsString("400 Bad Request"));
        assertThat(fromStorage(target, "authorization: Bearer x"), containsString("400 Bad Request"));
        assertThat(fromStorage(target.replace("%2f", "%2F")), containsString("403 Forbidden"));
        assertThat(registry.requests().count(Route.STORAGE), is(6));
        assertThat(registry.requests().of(Route.STORAGE).get(0).hasCredentials(), is(false));
    }

    @Test
    public void knowsItsPackagesAfterARestart() throws Exception {
        put(PACKAGE + "f", "old");
        put(PACKAGE + "f?status=hidden", "new");
        put(PACKAGE + "gone", "gone");
        send("DELETE", PROJECT + "/1/package_files/3", "");
        registry.close();
        Files.writeString(dir().resolve("packages.jsonl"), "\n{\"half", StandardOpenOption.APPEND);
        start();
        assertThat(get(PACKAGE + "f").body(), is("new"));
        assertThat(registry.files(7, "app", "1.0").size(), is(2));
        assertThat(get(PROJECT).body(), is("[]"));
        assertThat(new JSONObject(put(PACKAGE + "g?select=package_file", "x").body()).getLong("id"), not(2L));
        registry.close();
        start();
        assertThat(get(PACKAGE + "g").body(), is("x"));
    }

    @Test
    public void injectsHostileNamesAndLargeFiles() throws Exception {
        registry.addFile(7, "app", "1.0", "..%2Fevil", new byte[1]);
        registry.addFile(7, "app", "1.0", "C:%5Cx", new byte[1]);
        registry.addZeros(7, "app", "1.0", "large", 200L << 20);
        assertThat(get(PROJECT + "/1/package_files").body(), containsString("\"..%2Fevil\""));
        HttpResponse<Void> large = client.send(builder(PACKAGE + "large").build(), BodyHandlers.discarding());
        assertThat(large.headers().firstValueAsLong("Content-Length").orElse(0), is(200L << 20));
    }

    @Test
    public void answersWithErrorsOnDemand() throws Exception {
        registry.faults().add(Fault.tooManyRequests().header("Retry-After", "7").on(Route.UPLOAD));
        registry.faults().add(Fault.html(502).matching("special").times(2));
        assertThat(get(PACKAGE + "f").statusCode(), is(404));
        HttpResponse<String> limited = put(PACKAGE + "f", "x");
        assertThat(limited.statusCode(), is(429));
        assertThat(limited.body(), is("Retry later\n"));
        assertThat(limited.headers().firstValue("Retry-After").orElse(""), is("7"));
        assertThat(put(PACKAGE + "f", "x").statusCode(), is(201));
        assertThat(get(PACKAGE + "special").body(), startsWith("<html>"));
        assertThat(get(PACKAGE + "special").statusCode(), is(502));
        assertThat(get(PACKAGE + "special").statusCode(), is(404));
        registry.faults().add(Fault.redirect("http://localhost:1/x").always());
        assertThat(get(PACKAGE + "f").headers().firstValue("Location").orElse(""), is("http://localhost:1/x"));
    }

    @Test
    public void losesAnswersOfStoredUploads() throws Exception {
        registry.faults().add(Fault.loseAnswer());
        assertThrows(IOException.class, () -> put(PACKAGE + "f", "x"));
        registry.faults().add(Fault.html(504).afterStoring());
        assertThat(put(PACKAGE + "f", "y").statusCode(), is(504));
        assertThat(registry.files(7, "app", "1.0").size(), is(2));
    }

    @Test
    public void droppedUploadsLeaveNothing() throws Exception {
        registry.faults().add(Fault.drop());
        registry.faults().add(Fault.dropInBody(100_000));
        assertThat(rawUploadIsCut(), is(true));
        assertThat(rawUploadIsCut(), is(true));
        assertThat(registry.requests().of(Route.UPLOAD).get(1).bodyBytes(), is(100_000L));
        registry.close();
        assertThat(registry.files(7, "app", "1.0").size(), is(0));
        assertThat(dir().resolve("incoming").toFile().list().length, is(0));
    }

    @Test
    public void spoilsDownloads() throws Exception {
        put(PACKAGE + "f", "0123456789");
        registry.faults().add(Fault.dropInBody(4));
        assertThrows(IOException.class, () -> get(PACKAGE + "f"));
        registry.faults().add(Fault.truncate(4));
        assertThat(get(PACKAGE + "f").body(), is("0123"));
        registry.faults().add(Fault.corrupt(4));
        assertThat(get(PACKAGE + "f").body(), is("0123556789"));
        registry.faults().add(Fault.slow(1000));
        assertThat(get(PACKAGE + "f").body(), is("0123456789"));
    }

    @Test
    public void spoilsUploads() throws Exception {
        registry.faults().add(Fault.corrupt(0));
        registry.faults().add(Fault.truncate(2));
        put(PACKAGE + "f", "0123");
        put(PACKAGE + "g", "0123");
        assertThat(get(PACKAGE + "f").body(), is("1123"));
        assertThat(get(PACKAGE + "g").body(), is("01"));
    }

    @Test
    public void stallsUntilReleased() throws Exception {
        put(PACKAGE + "f", "0123456789");
        for (Fault fault : new Fault[] {Fault.stallInBody(4), Fault.stallBeforeAnswer()}) {
            registry.faults().add(fault.on(Route.DOWNLOAD));
            CompletableFuture<HttpResponse<String>> answer =
                    client.sendAsync(builder(PACKAGE + "f").build(), BodyHandlers.ofString());
            assertTrue(fault.awaitReached(SOON));
            assertThat(answer.isDone(), is(false));
            fault.release();
            assertThat(answer.get().body(), is("0123456789"));
        }
    }

    @Test
    public void closingEndsStalls() throws Exception {
        registry.addZeros(7, "app", "1.0", "large", 64L << 20);
        Fault inUpload = registry.faults().add(Fault.stallInBody(1).on(Route.UPLOAD));
        Fault afterUpload = registry.faults().add(Fault.stallBeforeAnswer().on(Route.UPLOAD));
        try (RawConnection upload = new RawConnection(registry);
                RawConnection finished = new RawConnection(registry);
                RawConnection download = new RawConnection(registry)) {
            upload.write(head(PACKAGE + "f", "Content-Length: 3") + "abc");
            assertTrue(inUpload.awaitReached(SOON));
            finished.write(head(PACKAGE + "g", "Content-Length: 3") + "abc");
            assertTrue(afterUpload.awaitReached(SOON));
            // A reader that stops reading holds the server's thread inside the kernel.
            download.write("GET " + PACKAGE + "large HTTP/1.1\r\nHost: x\r\nPRIVATE-TOKEN: glpat-stand-in\r\n\r\n");
            assertThat(download.readHead(), startsWith("HTTP/1.1 200 "));
            registry.close();
            assertThat(registry.openConnections(), is(0));
            assertThat(registry.files(7, "app", "1.0").size(), is(2));
        }
    }

    @Test
    public void neverContinuesOnDemand() throws Exception {
        registry.faults().add(Fault.withholdContinue());
        try (RawConnection raw = new RawConnection(registry)) {
            raw.write(head(PACKAGE + "f", "Content-Length: 3", "Expect: 100-continue"));
            raw.write("abc");
            assertThat(raw.readHead(), startsWith("HTTP/1.1 201 "));
        }
    }

    @Test
    public void concurrentCreationCanFail() throws Exception {
        registry.options().concurrentCreationFails(true);
        Fault stall = registry.faults().add(Fault.stallInBody(1).on(Route.UPLOAD));
        CompletableFuture<HttpResponse<String>> first = client.sendAsync(
                builder(PACKAGE + "f").PUT(BodyPublishers.ofString("first")).build(), BodyHandlers.ofString());
        assertTrue(stall.awaitReached(SOON));
        assertThat(put(PACKAGE + "g", "second").statusCode(), is(500));
        stall.release();
        assertThat(first.get().statusCode(), is(201));
        assertThat(put(PACKAGE + "g", "third").statusCode(), is(201));
        assertThat(registry.maxConcurrentUploads(), is(2));
    }

    @Test
    public void speaksTls() throws Exception {
        registry.close();
        registry = StandInRegistry.builder(dir())
                .tls(TestCertificate.context(folder.getRoot().toPath()))
                .contextPath("/gitlab")
                .start();
        HttpClient trusting = HttpClient.newBuilder()
                .sslContext(TestCertificate.context(folder.getRoot().toPath()))
                .build();
        registry.addZeros(7, "app", "1.0", "f", 1 << 20);
        HttpResponse<byte[]> answer = trusting.send(builder(PACKAGE + "f").build(), BodyHandlers.ofByteArray());
        assertThat(registry.url().toString(), startsWith("https://127.0.0.1:"));
        assertThat(answer.body().length, is(1 << 20));
    }

    @Test
    public void unknownRoutesAndIdleConnections() throws Exception {
        assertThat(get("/api/v4/user").body(), is("{\"error\":\"404 Not Found\"}"));
        try (RawConnection raw = new RawConnection(registry)) {
            raw.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(raw.readHead(), startsWith("HTTP/1.1 404 "));
            raw.skip("{\"error\":\"404 Not Found\"}".length());
            while (!raw.isAtEnd()) {
                registry.closeIdleConnections();
            }
        }
        Set<Route> routes =
                registry.requests().all().stream().map(RecordedRequest::route).collect(Collectors.toSet());
        assertThat(routes, is(Set.of(Route.UNKNOWN)));
    }

    private Path dir() {
        return folder.getRoot().toPath().resolve("registry");
    }

    private static String basic(String user, String password) {
        String pair = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder builder(String target) {
        return HttpRequest.newBuilder(URI.create(registry.url() + target)).header("PRIVATE-TOKEN", "glpat-stand-in");
    }

    private HttpResponse<String> get(String target) throws Exception {
        return send("GET", target, "");
    }

    private HttpResponse<String> put(String target, String body) throws Exception {
        return send("PUT", target, body);
    }

    private HttpResponse<String> send(String method, String target, String body) throws Exception {
        return request(method, target, body, "PRIVATE-TOKEN", "glpat-stand-in");
    }

    /** Sends the given headers, and the default token unless the first of them is another kind of authentication. */
    private HttpResponse<String> request(String method, String target, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.url() + target))
                .headers(headers)
                .method(method, BodyPublishers.ofString(body));
        if (headers[0].equals("Range")) {
            request.header("PRIVATE-TOKEN", "glpat-stand-in");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private String as(String header, String value, String target) throws Exception {
        HttpResponse<String> response = request("GET", target, "", header, value);
        return response.statusCode() + " " + response.body();
    }

    private static String head(String target, String... headers) {
        return "PUT " + target + " HTTP/1.1\r\nHost: x\r\nPRIVATE-TOKEN: glpat-stand-in\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private String expecting(String target, long length) throws IOException {
        try (RawConnection raw = new RawConnection(registry)) {
            raw.write(head(target, "Content-Length: " + length, "Expect: 100-continue"));
            return raw.readHead();
        }
    }

    private String fromStorage(String target, String... headers) throws IOException {
        try (RawConnection raw = new RawConnection(registry.storageUrl())) {
            String fields = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            raw.write("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
            return raw.readHead();
        }
    }

    /** Sends more than the fault lets through, and says whether the connection ended without an answer. */
    private boolean rawUploadIsCut() throws IOException {
        try (RawConnection raw = new RawConnection(registry)) {
            raw.write(head(PACKAGE + "f", "Content-Length: 200000") + "x".repeat(150_000));
            return raw.isAtEnd();
        }
    }
}
