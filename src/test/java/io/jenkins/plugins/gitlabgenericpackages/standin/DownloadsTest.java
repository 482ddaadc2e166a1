package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class DownloadsTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Test
    public void servesRanges() throws Exception {
        calls.put(PACKAGE + "f", "0123456789");
        String etag = calls.get(PACKAGE + "f").headers().firstValue("ETag").orElseThrow();
        String modified =
                calls.get(PACKAGE + "f").headers().firstValue("Last-Modified").orElseThrow();
        HttpResponse<String> rest = calls.request("GET", PACKAGE + "f", "", "Range", "bytes=4-", "If-Range", etag);
        assertThat(rest.statusCode(), is(206));
        assertThat(rest.body(), is("456789"));
        assertThat(rest.headers().firstValue("Content-Range").orElse(""), is("bytes 4-9/10"));
        assertThat(calls.request("GET", PACKAGE + "f", "", "Range", "bytes=2-3").body(), is("23"));
        assertThat(
                calls.request("GET", PACKAGE + "f", "", "Range", "bytes=4-", "If-Range", modified)
                        .statusCode(),
                is(206));
        assertThat(
                calls.request("GET", PACKAGE + "f", "", "Range", "bytes=4-", "If-Range", "\"x\"")
                        .statusCode(),
                is(200));
        assertThat(calls.request("GET", PACKAGE + "f", "", "Range", "bytes=10-").statusCode(), is(416));
        calls.registry().options().ranges(false).checksumHeader(false);
        HttpResponse<String> whole = calls.request("GET", PACKAGE + "f", "", "Range", "bytes=4-");
        assertThat(whole.statusCode(), is(200));
        assertThat(whole.headers().firstValue("X-Checksum-SHA256").isPresent(), is(false));
    }

    @Test
    public void storageRefusesTokensAndChangedAddresses() throws Exception {
        calls.put(PACKAGE + "sub/a+b", "0123456789");
        calls.registry().options().directDownload(true);
        HttpResponse<String> redirect = calls.get(PACKAGE + "sub/a+b");
        assertThat(redirect.statusCode(), is(302));
        String location = redirect.headers().firstValue("Location").orElseThrow();
        assertThat(location, startsWith(calls.registry().storageUrl() + "/bucket/"));
        String target =
                location.substring(calls.registry().storageUrl().toString().length());

        assertThat(fromStorage(target), containsString("200 OK"));
        assertThat(fromStorage(target, "Range: bytes=4-5"), containsString("206 Partial"));
        assertThat(fromStorage(target), not(containsString("X-Checksum")));
        assertThat(fromStorage(target, "PRIVATE-TOKEN: x"), containsString("400 Bad Request"));
        assertThat(fromStorage(target, "authorization: Bearer x"), containsString("400 Bad Request"));
        assertThat(fromStorage(target.replace("%2f", "%2F")), containsString("403 Forbidden"));
        assertThat(calls.registry().requests().count(Route.STORAGE), is(6));
        assertThat(calls.registry().requests().of(Route.STORAGE).get(0).hasCredentials(), is(false));
    }

    @Test
    public void injectsHostileNamesAndLargeFiles() throws Exception {
        calls.registry().addFile(7, "app", "1.0", "..%2Fevil", new byte[1]);
        calls.registry().addFile(7, "app", "1.0", "C:%5Cx", new byte[1]);
        calls.registry().addZeros(7, "app", "1.0", "large", 200L << 20);
        assertThat(calls.get(PROJECT + "/1/package_files").body(), containsString("\"..%2Fevil\""));
        HttpResponse<Void> large =
                calls.client().send(calls.builder(PACKAGE + "large").build(), BodyHandlers.discarding());
        assertThat(large.headers().firstValueAsLong("Content-Length").orElse(0), is(200L << 20));
    }

    private String fromStorage(String target, String... headers) throws IOException {
        try (RawConnection raw = new RawConnection(calls.registry().storageUrl())) {
            String fields = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            raw.write("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
            return raw.readHead();
        }
    }
}
