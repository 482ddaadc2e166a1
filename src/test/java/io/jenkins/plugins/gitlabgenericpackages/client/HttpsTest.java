package io.jenkins.plugins.gitlabgenericpackages.client;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.http.TestKeys;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class HttpsTest {
    private static final TestKeys KEYS = TestKeys.ofLoopback();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private byte[] bytes;

    @Before
    public void secure() throws Exception {
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry")).tls(KEYS.server()));
        handoff.certificates = KEYS.pem();
        bytes = handoff.write("out/f", 3_000_000);
        handoff.write("out/g", 0);
    }

    @Test
    public void filesGoBothWays() throws Exception {
        handoff.upload(matching("*", "out"));
        handoff.registry().options().directDownload(true);
        handoff.fault(Fault.dropInBody(1_000_000).matching("/f?"), Route.STORAGE);
        handoff.download(all("in"));
        assertArrayEquals(bytes, handoff.read("in/f"));
        assertEquals(List.of("in/f", "in/g", "out/f", "out/g"), handoff.tree());
        assertEquals(1, handoff.events.retries().size());
    }

    @Test
    public void breaksAndRefusalsAreAsWithoutTls() throws Exception {
        handoff.fault(Fault.dropInBody(1_000_000), Route.UPLOAD);
        handoff.fault(Fault.html(502), Route.UPLOAD);
        handoff.fault(Fault.loseAnswer(), Route.UPLOAD);
        handoff.upload(one("out/f"), IfExists.ADD);
        assertEquals(3, handoff.events.retries().size());
        assertEquals(List.of("f"), handoff.storedNames());
    }

    @Test
    public void aRedirectOutOfHttpsIsRefused() throws Exception {
        handoff.store("f", "x");
        try (StandInRegistry plain = StandInRegistry.start(handoff.root().resolve("registry/plain"))) {
            handoff.fault(Fault.redirect(plain.url() + "/f?X-Amz-Signature=1"), Route.DOWNLOAD);
            assertThat(
                    message(() -> handoff.download(one("f"))),
                    containsString("redirects from https to http, to " + plain.url()));
            assertEquals(0, plain.acceptedConnections());
        }
        assertEquals(List.of("out/f", "out/g"), handoff.tree());
    }

    @Test
    public void anUntrustedCertificateEndsItBeforeATokenIsSent() {
        handoff.certificates = "";
        assertThat(
                message(() -> handoff.upload(one("out/f"))),
                allOf(containsString("no secure connection to "), containsString("give that authority's certificate")));
        assertEquals(List.of(), handoff.events.retries());
        assertEquals(List.of(), handoff.registry().requests().all());
    }
}
