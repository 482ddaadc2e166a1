package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RecordedRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What goes over the wire, and how connections end. */
public class WireTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Test
    public void targetsAreRecordedByteForByte() throws Exception {
        List<String> targets = List.of(
                PROJECT + "/generic/a/%2e%2E%2f1/..;x=y/%5c%ff%C3%b6//",
                "/?",
                "/a?b=%2F&&c=+%20;d",
                PROJECT + "/./../generic/~%7e?x-empty=&y");
        for (String target : targets) {
            try (RawConnection raw = new RawConnection(calls.registry())) {
                raw.write("GET " + target + " HTTP/1.1\r\nHost: x\r\nPRIVATE-TOKEN: glpat-stand-in\r\n\r\n");
                assertThat(raw.readHead(), startsWith("HTTP/1.1 40"));
            }
        }
        assertThat(
                calls.registry().requests().all().stream()
                        .map(RecordedRequest::target)
                        .toList(),
                is(targets));
    }

    @Test
    public void nonsenseIsRefused() throws Exception {
        for (String nonsense : List.of(
                "nonsense\r\n\r\n",
                "GET / HTTP/1.1\r\nno field\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n")) {
            try (RawConnection raw = new RawConnection(calls.registry())) {
                raw.write(nonsense);
                assertThat(raw.readHead(), startsWith("HTTP/1.1 400 "));
            }
        }
        assertThat(calls.registry().requests().all(), is(List.of()));
    }

    @Test
    public void headsHaveNoBody() throws Exception {
        try (RawConnection raw = new RawConnection(calls.registry())) {
            for (int i = 0; i < 2; i++) {
                raw.write("HEAD " + PACKAGE + "f HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(raw.readHead(), startsWith("HTTP/1.1 401 "));
            }
        }
    }

    @Test
    public void answersReachWhoStillSends() throws Exception {
        try (RawConnection raw = new RawConnection(calls.registry())) {
            raw.write("PUT " + PACKAGE + "f HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n");
            raw.write("x".repeat(3_000_000));
            String head = raw.readHead();
            assertThat(head, startsWith("HTTP/1.1 401 "));
            assertThat(head, containsString("Connection: close"));
            raw.skip("{\"message\":\"401 Unauthorized\"}".length());
            assertTrue(raw.isAtEnd());
        }
        assertThat(calls.registry().requests().all().get(0).bodyBytes(), is(0L));
    }

    @Test
    public void connectionsAreDroppedBeneathTls() throws Exception {
        calls.use(StandInRegistry.builder(calls.dir()).tls(TestCertificate.context(calls.folder())));
        HttpClient trusting = HttpClient.newBuilder()
                .sslContext(TestCertificate.context(calls.folder()))
                .build();
        calls.registry().addZeros(7, "app", "1.0", "f", 1 << 20);
        calls.registry().faults().add(Fault.drop().on(Route.UPLOAD));
        calls.registry().faults().add(Fault.loseAnswer().on(Route.UPLOAD));
        calls.registry().faults().add(Fault.dropInBody(1000).on(Route.DOWNLOAD));
        // A PUT is not repeated unasked.
        HttpRequest upload = calls.builder(PACKAGE + "g")
                .PUT(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        HttpRequest download = calls.builder(PACKAGE + "f").build();
        for (HttpRequest request : List.of(upload, upload, download)) {
            assertThrows(IOException.class, () -> trusting.send(request, BodyHandlers.ofByteArray()));
        }
        assertThat(calls.registry().files(7, "app", "1.0").size(), is(2));
    }
}
