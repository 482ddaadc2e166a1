package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RawConnection.uploadHead;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RecordedRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What the registry answers a client that asks before it sends the body. */
public class ExpectContinueTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Test
    public void refusesBeforeTheBodyIsSent() throws Exception {
        calls.registry().options().workhorseLimit(10).proxyLimit(1000);
        calls.registry().rules().protectPush("lock*", Role.OWNER);
        try (RawConnection raw = new RawConnection(calls.registry())) {
            raw.write(uploadHead(PACKAGE + "f", "Content-Length: 5000000000", "Expect: 100-continue"));
            assertThat(raw.readHead(), startsWith("HTTP/1.1 413 "));
        }
        assertThat(expecting(PACKAGE + "f", 11), containsString("413 "));
        assertThat(expecting(PROJECT + "/generic/locked/1/f", 5), containsString("403 Forbidden"));
        assertThat(
                calls.registry().requests().of(Route.UPLOAD).stream()
                        .filter(RecordedRequest::continued)
                        .toList(),
                is(List.of()));
    }

    @Test
    public void continuesWhenTheBodyIsWantedAndKeepsTheConnection() throws Exception {
        try (RawConnection raw = new RawConnection(calls.registry())) {
            for (int i = 0; i < 2; i++) {
                raw.write(uploadHead(PACKAGE + "f" + i, "Content-Length: 3", "Expect: 100-continue"));
                assertThat(raw.readHead(), startsWith("HTTP/1.1 100 "));
                raw.write("abc");
                assertThat(raw.readHead(), startsWith("HTTP/1.1 201 "));
                raw.skip("{\"message\":\"201 Created\"}".length());
            }
        }
        assertThat(calls.registry().acceptedConnections(), is(1));
        assertThat(calls.registry().requests().of(Route.UPLOAD).get(1).bodyBytes(), is(3L));
    }

    @Test
    public void neverContinuesOnDemand() throws Exception {
        calls.registry().faults().add(Fault.withholdContinue());
        try (RawConnection raw = new RawConnection(calls.registry())) {
            raw.write(uploadHead(PACKAGE + "f", "Content-Length: 3", "Expect: 100-continue"));
            raw.write("abc");
            assertThat(raw.readHead(), startsWith("HTTP/1.1 201 "));
        }
    }

    private String expecting(String target, long length) throws IOException {
        try (RawConnection raw = new RawConnection(calls.registry())) {
            raw.write(uploadHead(target, "Content-Length: " + length, "Expect: 100-continue"));
            return raw.readHead();
        }
    }
}
