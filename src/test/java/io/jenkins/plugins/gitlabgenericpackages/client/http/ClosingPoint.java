package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.failureWithinTwoSeconds;
import static org.hamcrest.CoreMatchers.instanceOf;
import static org.hamcrest.MatcherAssert.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/** The point of a call at which a test ends it: by closing the transport, within two seconds. Thread-safe. */
final class ClosingPoint {
    private final CountDownLatch reached = new CountDownLatch(1);

    /** Tells, from the call or from its server, that the call is there. */
    void reach() {
        reached.countDown();
    }

    void await() throws InterruptedException {
        reached.await();
    }

    /** Closes the transport when the call is there; the call must fail as a connection does. */
    void assertEnds(HttpTransport transport, Future<?> call) throws Exception {
        await();
        transport.close();
        assertThat(failureWithinTwoSeconds(call), instanceOf(IOException.class));
    }
}
