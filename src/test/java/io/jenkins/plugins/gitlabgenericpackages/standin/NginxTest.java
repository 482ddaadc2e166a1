package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RawConnection.uploadHead;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Maintenance;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RecordedRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Behind nginx a refusal comes after the last byte, whatever it is for. */
public class NginxTest {
    private static final String EXPECT = "Content-Length: 3\r\nExpect: 100-continue";

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Before
    public void putNginxInFront() throws Exception {
        calls.use(StandInRegistry.builder(calls.dir()).behindNginx());
    }

    @Test
    public void aRefusalCostsTheBody() throws Exception {
        assertThat(answer(uploadHead(PACKAGE + "f", EXPECT)), startsWith("HTTP/1.1 201 "));
        String wrongToken = uploadHead(PACKAGE + "f", EXPECT).replace("glpat-stand-in", "wrong");
        assertThat(answer(wrongToken), startsWith("HTTP/1.1 401 "));
        assertThat(answer(uploadHead(PROJECT + "/generic/a/..1/f", EXPECT)), startsWith("HTTP/1.1 400 "));
        calls.registry().options().workhorseLimit(2);
        assertThat(answer(uploadHead(PACKAGE + "f", EXPECT)), startsWith("HTTP/1.1 413 "));
        calls.registry().rules().maintenance(Maintenance.UNAVAILABLE);
        assertThat(answer(uploadHead(PACKAGE + "f", EXPECT)), startsWith("HTTP/1.1 503 "));
        List<Long> taken = calls.registry().requests().of(Route.UPLOAD).stream()
                .map(RecordedRequest::bodyBytes)
                .toList();
        assertThat(taken, is(List.of(3L, 3L, 3L, 3L, 3L)));
        assertThat(calls.registry().files(7, "app", "1.0").size(), is(1));
        assertThat(calls.dir().resolve("incoming").toFile().list().length, is(0));
    }

    @Test
    public void onlyItsOwnLimitRefusesBefore() throws Exception {
        calls.registry().options().proxyLimit(2);
        try (RawConnection raw = new RawConnection(calls.registry())) {
            raw.write(uploadHead(PACKAGE + "f", EXPECT));
            assertThat(raw.readHead(), startsWith("HTTP/1.1 413 "));
        }
    }

    /** Sends the body when nginx asks for it, and returns the head of what GitLab answers then. */
    private String answer(String head) throws IOException {
        try (RawConnection raw = new RawConnection(calls.registry())) {
            raw.write(head);
            assertThat(raw.readHead(), startsWith("HTTP/1.1 100 "));
            raw.write("abc");
            return raw.readHead();
        }
    }
}
