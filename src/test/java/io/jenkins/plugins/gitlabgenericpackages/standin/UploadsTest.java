package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RawConnection.uploadHead;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.SOON;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class UploadsTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Test
    public void uploadCanAnswerWithTheFile() throws Exception {
        HttpResponse<String> uploaded = calls.put(PACKAGE + "sub/dir/a+b.txt?select=package_file", "hello");
        assertThat(uploaded.statusCode(), is(200));
        JSONObject file = new JSONObject(uploaded.body());
        assertThat(file.getString("file_name"), is("sub%2Fdir%2Fa%2Bb.txt"));
        assertThat(file.getLong("size"), is(5L));
        assertThat(calls.get(PACKAGE + "sub/dir/a%2Bb.txt").body(), is("hello"));

        assertThat(file.getJSONObject("file").getString("url"), is("/packages/1"));

        calls.registry().options().proxiedStorage(true);
        assertThat(
                calls.put(PACKAGE + "c.txt?select=package_file", "hello").body(), containsString("X-Amz-Signature="));

        calls.registry().options().uploadJson(false);
        assertThat(calls.put(PACKAGE + "b.txt?select=package_file", "hello").statusCode(), is(201));
    }

    @Test
    public void refusesNamesAsGitLabDoes() throws Exception {
        String generic = PROJECT + "/generic/";
        assertThat(calls.put(generic + "a%20b/1.0/f", "").body(), is("{\"error\":\"package_name is invalid\"}"));
        assertThat(
                calls.put(generic + "a/%2e%2e%2f1.2.3/f", "").body(), is("{\"error\":\"package_version is invalid\"}"));
        assertThat(calls.put(generic + "a/..1.2.3/f", "").body(), is("{\"error\":\"package_version is invalid\"}"));
        assertThat(calls.put(generic + "a/1.2.bananas/f%20g", "").body(), is("{\"error\":\"file_name is invalid\"}"));
        assertThat(calls.put(generic + "a/1.0/~f", "").statusCode(), is(400));
        assertThat(calls.put(generic + "a/1.0/a%2Fb", "").statusCode(), is(400));
        assertThat(calls.put(generic + "a/1.0/%2e%2e/b", "").statusCode(), is(400));
        assertThat(calls.put(generic + "a/v1.2.4-build/d/f~1@x", "").statusCode(), is(201));
    }

    @Test
    public void duplicatesAddUpOrAreRefused() throws Exception {
        calls.put(PACKAGE + "f", "old");
        calls.put(PACKAGE + "f", "new");
        assertThat(calls.registry().files(7, "app", "1.0").size(), is(2));
        assertThat(calls.get(PACKAGE + "f").body(), is("new"));
        calls.registry().rules().duplicatesAllowed(false);
        assertThat(
                calls.put(PACKAGE + "f", "newest").body(),
                is("{\"message\":\"400 Bad request - Duplicate package is not allowed\"}"));
    }

    @Test
    public void takesChunkedBodies() throws Exception {
        try (RawConnection raw = new RawConnection(calls.registry())) {
            raw.write(uploadHead(PACKAGE + "f", "Transfer-Encoding: chunked") + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
            assertThat(raw.readHead(), startsWith("HTTP/1.1 201 "));
        }
        assertThat(calls.get(PACKAGE + "f").body(), is("abcde"));
    }

    @Test
    public void concurrentCreationCanFail() throws Exception {
        calls.registry().options().concurrentCreationFails(true);
        Fault stall = calls.registry().faults().add(Fault.stallInBody(1).on(Route.UPLOAD));
        CompletableFuture<HttpResponse<String>> first = calls.client()
                .sendAsync(
                        calls.builder(PACKAGE + "f")
                                .PUT(BodyPublishers.ofString("first"))
                                .build(),
                        BodyHandlers.ofString());
        assertTrue(stall.awaitReached(SOON));
        assertThat(calls.put(PACKAGE + "g", "second").statusCode(), is(500));
        stall.release();
        assertThat(first.get().statusCode(), is(201));
        assertThat(calls.put(PACKAGE + "g", "third").statusCode(), is(201));
        assertThat(calls.registry().maxConcurrentUploads(), is(2));
    }
}
