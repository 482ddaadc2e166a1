package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Downloads that GitLab sends to its object storage. */
public class ObjectStorageTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

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
    public void aHeadIsRedirectedToAnAddressOfItsOwn() throws Exception {
        calls.put(PACKAGE + "f", "0123456789");
        calls.registry().options().directDownload(true);
        assertThat(headOfStorage(), startsWith("HTTP/1.1 200 "));
        calls.registry().options().headSigned(false);
        assertThat(headOfStorage(), startsWith("HTTP/1.1 403 "));
    }

    private String headOfStorage() throws Exception {
        String location = calls.send("HEAD", PACKAGE + "f", "")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        try (RawConnection raw = new RawConnection(calls.registry().storageUrl())) {
            String target =
                    location.substring(calls.registry().storageUrl().toString().length());
            raw.write("HEAD " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
            return raw.readHead();
        }
    }

    private String fromStorage(String target, String... headers) throws IOException {
        try (RawConnection raw = new RawConnection(calls.registry().storageUrl())) {
            String fields = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            raw.write("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
            return raw.readHead();
        }
    }
}
