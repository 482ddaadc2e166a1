package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RawConnection.uploadHead;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.SOON;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A stall that a test asks for lasts until the test releases it or the registry is closed. */
public class StallsTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Test
    public void stallsUntilReleased() throws Exception {
        calls.put(PACKAGE + "f", "0123456789");
        for (Fault fault : new Fault[] {Fault.stallInBody(4), Fault.stallBeforeAnswer()}) {
            calls.registry().faults().add(fault.on(Route.DOWNLOAD));
            CompletableFuture<HttpResponse<String>> answer =
                    calls.client().sendAsync(calls.builder(PACKAGE + "f").build(), BodyHandlers.ofString());
            assertTrue(fault.awaitReached(SOON));
            assertThat(answer.isDone(), is(false));
            fault.release();
            assertThat(answer.get().body(), is("0123456789"));
        }
    }

    @Test
    public void closingEndsStalls() throws Exception {
        calls.registry().addZeros(7, "app", "1.0", "large", 64L << 20);
        Fault inUpload = calls.registry().faults().add(Fault.stallInBody(1).on(Route.UPLOAD));
        Fault afterUpload =
                calls.registry().faults().add(Fault.stallBeforeAnswer().on(Route.UPLOAD));
        try (RawConnection upload = new RawConnection(calls.registry());
                RawConnection finished = new RawConnection(calls.registry());
                RawConnection download = new RawConnection(calls.registry())) {
            upload.write(uploadHead(PACKAGE + "f", "Content-Length: 3") + "abc");
            assertTrue(inUpload.awaitReached(SOON));
            finished.write(uploadHead(PACKAGE + "g", "Content-Length: 3") + "abc");
            assertTrue(afterUpload.awaitReached(SOON));
            // A reader that stops reading holds the server's thread inside the kernel.
            download.write("GET " + PACKAGE + "large HTTP/1.1\r\nHost: x\r\nPRIVATE-TOKEN: glpat-stand-in\r\n\r\n");
            assertThat(download.readHead(), startsWith("HTTP/1.1 200 "));
            calls.registry().close();
            assertThat(calls.registry().openConnections(), is(0));
            assertThat(calls.registry().files(7, "app", "1.0").size(), is(2));
        }
    }
}
