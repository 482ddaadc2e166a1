package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.RecordedRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A registry as a whole: a file's way through it, its start and its end. */
public class StandInRegistryTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Test
    public void basics() throws Exception {
        HttpResponse<String> uploaded = calls.put(PACKAGE + "a.txt", "hello");
        assertThat(uploaded.statusCode(), is(201));
        assertThat(new JSONObject(uploaded.body()).getString("message"), is("201 Created"));

        HttpResponse<String> downloaded = calls.get(PACKAGE + "a.txt");
        assertThat(downloaded.body(), is("hello"));
        StoredFile stored = calls.registry().files(7, "app", "1.0").get(0);
        assertThat(downloaded.headers().firstValue("X-Checksum-SHA256").orElse(""), is(stored.sha256()));
        assertThat(stored.sha256(), is("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));

        JSONObject found =
                new JSONArray(calls.get(PROJECT + "?package_name=app").body()).getJSONObject(0);
        String files = PROJECT + "/" + found.getLong("id") + "/package_files";
        JSONObject listed = new JSONArray(calls.get(files).body()).getJSONObject(0);
        assertThat(listed.getString("file_sha256"), is(stored.sha256()));
        assertThat(calls.send("DELETE", files + "/" + listed.getLong("id"), "").statusCode(), is(204));
        assertThat(calls.get(PACKAGE + "a.txt").statusCode(), is(404));
    }

    @Test
    public void neitherMd5NorSha1OfAFileIsTold() throws Exception {
        JSONObject uploaded = new JSONObject(
                calls.put(PACKAGE + "a.txt?select=package_file", "hello").body());
        JSONObject listed =
                new JSONArray(calls.get(PROJECT + "/1/package_files").body()).getJSONObject(0);
        for (JSONObject told : List.of(uploaded, listed)) {
            assertThat(told.get("file_md5"), is(JSONObject.NULL));
            assertThat(told.get("file_sha1"), is(JSONObject.NULL));
            assertThat(told.getLong("size"), is(5L));
        }
    }

    @Test
    public void knowsItsPackagesAfterARestart() throws Exception {
        calls.put(PACKAGE + "f", "old");
        calls.put(PACKAGE + "gone", "gone");
        calls.send("DELETE", PROJECT + "/1/package_files/2", "");
        calls.put(PACKAGE + "f?status=hidden", "new");
        calls.registry().close();
        Files.writeString(calls.dir().resolve("packages.jsonl"), "\n{\"half", StandardOpenOption.APPEND);
        calls.start();
        assertThat(calls.get(PACKAGE + "f").body(), is("new"));
        assertThat(calls.registry().files(7, "app", "1.0").size(), is(2));
        assertThat(calls.get(PROJECT).body(), is("[]"));
        assertThat(
                new JSONObject(calls.put(PACKAGE + "g?select=package_file", "x").body()).getLong("id"), not(2L));
        calls.registry().close();
        calls.start();
        assertThat(calls.get(PACKAGE + "g").body(), is("x"));
    }

    @Test
    public void speaksTls() throws Exception {
        calls.use(StandInRegistry.builder(calls.dir())
                .tls(TestCertificate.context(calls.folder()))
                .contextPath("/gitlab"));
        HttpClient trusting = HttpClient.newBuilder()
                .sslContext(TestCertificate.context(calls.folder()))
                .build();
        calls.registry().addZeros(7, "app", "1.0", "f", 1 << 20);
        HttpResponse<byte[]> answer = trusting.send(calls.builder(PACKAGE + "f").build(), BodyHandlers.ofByteArray());
        assertThat(calls.registry().url().toString(), startsWith("https://127.0.0.1:"));
        assertThat(answer.body().length, is(1 << 20));
    }

    @Test
    public void unknownRoutesAndIdleConnections() throws Exception {
        assertThat(calls.get("/api/v4/user").body(), is("{\"error\":\"404 Not Found\"}"));
        try (RawConnection raw = new RawConnection(calls.registry())) {
            raw.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(raw.readHead(), startsWith("HTTP/1.1 404 "));
            raw.skip("{\"error\":\"404 Not Found\"}".length());
            while (!raw.isAtEnd()) {
                calls.registry().closeIdleConnections();
            }
        }
        Set<Route> routes = calls.registry().requests().all().stream()
                .map(RecordedRequest::route)
                .collect(Collectors.toSet());
        assertThat(routes, is(Set.of(Route.UNKNOWN)));
    }
}
