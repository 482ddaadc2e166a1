package io.jenkins.plugins.gitlabgenericpackages.client;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Direct downloads from object storage that is none of ours, at addresses signed as GitLab signs them. */
public class ObjectStorageTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private S3Server storage;

    @Before
    public void putStorageBehindGitLab() throws Exception {
        storage = new S3Server();
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry/gitlab"))
                .directDownloads(storage));
        handoff.registry().options().directDownload(true);
    }

    @After
    public void stopStorage() throws Exception {
        storage.stop();
    }

    @Test
    public void basics() throws Exception {
        byte[] bytes = handoff.write("d/a+b~c.bin", 3_000_000);
        handoff.write("d/empty", 0);
        handoff.upload(Handoff.matching("d/**", ""));
        handoff.download(all("in"));
        assertArrayEquals(bytes, handoff.read("in/d/a+b~c.bin"));
        assertEquals(0, handoff.read("in/d/empty").length);
        assertEquals(2, storage.handedOut().size());
        assertEquals("the stand-in's own storage", 0, handoff.requests(Route.STORAGE));
        assertEquals(List.of(), handoff.events.retries());
    }

    @Test
    public void aBreakIsResumedByRangeAtAnAddressSignedAnew() throws Exception {
        byte[] bytes = Handoff.noise(3_000_000);
        handoff.store("f", bytes);
        storage.address(handoff.stored().get(0), "GET");
        storage.connections().cutAfter(1_000_000);
        handoff.download(one("f"));
        assertArrayEquals(bytes, handoff.read("f"));
        assertEquals(1, handoff.events.retries().size());
        assertEquals(3, storage.handedOut().size());
        assertTrue("only the rest came", storage.connections().brought() < 3_100_000);
    }

    @Test
    public void anAddressThatHasExpiredMeanwhileIsAskedForAnew() throws Exception {
        byte[] bytes = Handoff.noise(3_000_000);
        handoff.store("f", bytes);
        storage.address(handoff.stored().get(0), "GET");
        storage.life = Duration.ofSeconds(3);
        storage.connections().cutAfter(1_000_000);
        handoff.events.atRetry(() -> {
            awaitExpired(storage.handedOut().get(1));
            storage.life = Duration.ofMinutes(10);
        });
        handoff.download(one("f"));
        assertArrayEquals(bytes, handoff.read("f"));
        assertEquals(3, storage.handedOut().size());
        assertNotEquals(storage.handedOut().get(1), storage.handedOut().get(2));
    }

    @Test
    public void aTokenBesideTheSignatureIsRefused() throws Exception {
        handoff.store("f", "hello");
        URI address = URI.create(storage.address(handoff.stored().get(0), "GET"));
        HttpResponse<String> plain = storage.get(address);
        assertEquals(200, plain.statusCode());
        assertEquals("hello", plain.body());
        assertEquals(
                "attachment; filename=\"f\"",
                plain.headers().firstValue("Content-Disposition").orElse(""));
        for (String authorization : new String[] {"Bearer glpat-stand-in", "Basic YW55OmdscGF0LXN0YW5kLWlu"}) {
            HttpResponse<String> refused = storage.get(address, "Authorization", authorization);
            assertEquals(refused.body(), 400, refused.statusCode());
        }
        URI changed = URI.create(address.toString().replace("attachment", "inline"));
        assertEquals(403, storage.get(changed).statusCode());
    }

    /** Only time makes an address expire: this lasts as long as it lives. */
    private void awaitExpired(URI address) {
        try {
            while (storage.get(address, "Range", "bytes=0-0").statusCode() != 403) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
