package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
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
        String modified =
                calls.get(PACKAGE + "f").headers().firstValue("Last-Modified").orElseThrow();
        HttpResponse<String> rest = calls.request("GET", PACKAGE + "f", "", "Range", "bytes=4-", "If-Range", modified);
        assertThat(rest.statusCode(), is(206));
        assertThat(rest.body(), is("456789"));
        assertThat(rest.headers().firstValue("Content-Range").orElse(""), is("bytes 4-9/10"));
        assertThat(calls.request("GET", PACKAGE + "f", "", "Range", "bytes=2-3").body(), is("23"));
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
    public void onlyAStrongEntityTagHoldsForAPart() throws Exception {
        calls.put(PACKAGE + "f", "0123456789");
        String weak = etag();
        assertThat(weak, startsWith("W/\""));
        assertThat(partIf(weak), is(200));
        calls.registry().options().proxiedStorage(true);
        assertThat(etag(), is(weak.substring(2)));
        assertThat(partIf(etag()), is(206));
    }

    private String etag() throws Exception {
        return calls.get(PACKAGE + "f").headers().firstValue("ETag").orElseThrow();
    }

    private int partIf(String etag) throws Exception {
        return calls.request("GET", PACKAGE + "f", "", "Range", "bytes=4-", "If-Range", etag)
                .statusCode();
    }

    @Test
    public void whatIsNoDownloadDoesNotCountAsOne() throws Exception {
        calls.put(PACKAGE + "f.zip", "0123456789");
        calls.send("HEAD", PACKAGE + "f.zip", "");
        assertThat(downloadedAt(), is(JSONObject.NULL));
        calls.request("GET", PACKAGE + "f.zip", "", "Range", "bytes=0-0");
        assertThat(downloadedAt(), not(JSONObject.NULL));
    }

    private Object downloadedAt() throws Exception {
        return new JSONObject(calls.get(PROJECT + "/1").body()).get("last_downloaded_at");
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
}
