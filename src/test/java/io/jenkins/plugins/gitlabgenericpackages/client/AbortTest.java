package io.jenkins.plugins.gitlabgenericpackages.client;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.SOON;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.standin.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** An interruption in each phase of a transfer ends it in time, as itself, and leaves nothing behind. */
public class AbortTest {
    private static final long MOST_MILLIS = 5000;
    private static final int LARGE = 24 << 20;

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private interface Phase {
        boolean isReached() throws InterruptedException;
    }

    @Before
    public void patience() {
        handoff.timeouts = new Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5), SOON);
    }

    @Test
    public void connecting() throws Exception {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(queue, busy);
            handoff.gitlabUrl = "http://127.0.0.1:" + busy.getLocalPort();
            abort(() -> handoff.download(all("in")), () -> isAnyIn("connect"));
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    public void waitingForTheAnswerToADownload() throws Exception {
        handoff.store("f", "x");
        Fault fault = handoff.fault(Fault.stallBeforeAnswer(), Route.DOWNLOAD);
        abort(() -> handoff.download(one("f")), () -> fault.awaitReached(SOON));
    }

    @Test
    public void listing() throws Exception {
        handoff.store("f", "x");
        Fault packages = handoff.fault(Fault.stallBeforeAnswer(), Route.LIST_PACKAGES);
        abort(() -> handoff.download(all("in")), () -> packages.awaitReached(SOON));
        Fault files = handoff.fault(Fault.stallBeforeAnswer(), Route.LIST_FILES);
        abort(() -> handoff.download(all("in")), () -> files.awaitReached(SOON));
    }

    @Test
    public void lookingBeforeAnUpload() throws Exception {
        handoff.write("f", 1000);
        handoff.store("f", "older");
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        Fault fault = handoff.fault(Fault.stallBeforeAnswer(), Route.DOWNLOAD);
        abort(() -> handoff.upload(one("f")), () -> fault.awaitReached(SOON));
        settle(fault);
        assertEquals(1, handoff.stored().size());
    }

    @Test
    public void waitingForPermissionToSend() throws Exception {
        handoff.write("f", LARGE);
        Fault fault = handoff.fault(Fault.withholdContinue(), Route.UPLOAD);
        abort(() -> handoff.upload(one("f")), () -> fault.awaitReached(SOON));
        assertNothingStored(fault);
    }

    @Test
    public void uploading() throws Exception {
        handoff.write("f", LARGE);
        Fault fault = handoff.fault(Fault.stallInBody(1_000_000), Route.UPLOAD);
        abort(() -> handoff.upload(one("f")), () -> fault.awaitReached(SOON));
        assertNothingStored(fault);
    }

    @Test
    public void uploadingSlowly() throws Exception {
        handoff.write("f", LARGE);
        Fault fault = handoff.fault(Fault.slow(1_000_000), Route.UPLOAD);
        abort(() -> handoff.upload(one("f")), () -> fault.awaitReached(SOON));
        assertNothingStored(fault);
    }

    @Test
    public void uploadingSeveralFiles() throws Exception {
        handoff.store("other", "x");
        for (int i = 0; i < 8; i++) {
            handoff.write("out/" + i, LARGE);
        }
        Fault fault = handoff.fault(Fault.stallInBody(1_000_000).times(4), Route.UPLOAD);
        abort(() -> handoff.upload(matching("*", "out")), () -> fault.awaitReached(4, SOON));
        settle(fault);
        assertEquals(List.of("other"), handoff.storedNames());
        assertEquals(4, handoff.requests(Route.UPLOAD));
    }

    @Test
    public void waitingForTheAnswerToAnUpload() throws Exception {
        handoff.write("small", 1000);
        handoff.write("large", LARGE);
        for (String file : List.of("small", "large")) {
            Fault fault = handoff.fault(Fault.stallBeforeAnswer(), Route.UPLOAD);
            abort(() -> handoff.upload(one(file), IfExists.ADD), () -> fault.awaitReached(SOON));
        }
    }

    @Test
    public void downloading() throws Exception {
        handoff.store("f", Handoff.noise(3_000_000));
        Fault fault = handoff.fault(Fault.stallInBody(1_000_000), Route.DOWNLOAD);
        abort(() -> handoff.download(one("f")), () -> fault.awaitReached(SOON));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void downloadingSlowly() throws Exception {
        handoff.store("f", Handoff.noise(3_000_000));
        Fault fault = handoff.fault(Fault.slow(100_000), Route.DOWNLOAD);
        abort(() -> handoff.download(all("in")), () -> fault.awaitReached(SOON));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void downloadingAtFullSpeed() throws Exception {
        handoff.registry().addZeros(7, "app", "1.0", "f", 1L << 30);
        CountDownLatch begun = new CountDownLatch(1);
        handoff.events.atProgress((name, done) -> begun.countDown());
        abort(() -> handoff.download(one("f")), () -> begun.await(20, TimeUnit.SECONDS));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void downloadingSeveralFilesFromTheStorage() throws Exception {
        handoff.registry().options().directDownload(true);
        for (int i = 0; i < 8; i++) {
            handoff.store("f" + i, Handoff.noise(100_000));
        }
        Fault fault = handoff.fault(Fault.stallInBody(50_000).times(4), Route.STORAGE);
        abort(() -> handoff.download(all("in")), () -> fault.awaitReached(4, SOON));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void waitingForAnotherAttempt() throws Exception {
        handoff.write("f", 1000);
        handoff.store("g", Handoff.noise(300_000));
        EndlessClock clock = new EndlessClock();
        handoff.waiting = clock;
        Fault fault = handoff.fault(Fault.status(503), Route.UPLOAD);
        abort(() -> handoff.upload(one("f"), IfExists.ADD), clock::isWaitedOn);
        handoff.fault(Fault.dropInBody(100_000), Route.DOWNLOAD);
        EndlessClock another = new EndlessClock();
        handoff.waiting = another;
        abort(() -> handoff.download(one("in/g", "g")), another::isWaitedOn);
        settle(fault);
        assertEquals(List.of("g"), handoff.storedNames());
        assertEquals(List.of("f"), handoff.tree());
    }

    @Test
    public void beforeItBegins() throws Exception {
        handoff.store("f", "x");
        abort(
                () -> {
                    Thread.currentThread().interrupt();
                    return handoff.download(one("f"));
                },
                () -> true);
        assertEquals(List.of(), handoff.tree());
    }

    /** Runs the transfer, interrupts it in the phase, and checks how it ends. */
    private void abort(Callable<?> transfer, Phase phase) throws Exception {
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        FutureTask<Void> task = new FutureTask<>(
                () -> {
                    try {
                        transfer.call();
                    } catch (Throwable e) {
                        outcome.set(e);
                    }
                },
                null);
        Thread thread = new Thread(task, "aborted");
        thread.start();
        assertTrue("the phase was not reached", phase.isReached());
        long start = System.nanoTime();
        thread.interrupt();
        thread.join(MOST_MILLIS);
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue("still running after " + millis + " ms", !thread.isAlive());
        assertEquals(
                InterruptedException.class,
                outcome.get() == null ? null : outcome.get().getClass());
        assertEquals(
                List.of(),
                handoff.tree().stream().filter(name -> name.endsWith(".part")).toList());
        assertEquals(
                List.of(),
                handoff.events.retries().stream().filter(this::isByAbort).toList());
        while (isAnyThreadLeft()) {
            Thread.onSpinWait();
        }
    }

    private boolean isByAbort(String retry) {
        return retry.contains("losed") && !retry.contains("in the middle of the answer");
    }

    private void assertNothingStored(Fault fault) {
        settle(fault);
        assertEquals(List.of(), handoff.stored());
    }

    /** Lets the server go on with what it has of the aborted request. */
    private void settle(Fault fault) {
        fault.release();
        while (handoff.registry().openConnections() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Connects until the system's queue for the server is full, so that the next one waits. */
    private static void fill(List<Socket> queue, ServerSocket busy) throws IOException {
        for (int i = 0; i < 16; i++) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(new InetSocketAddress(busy.getInetAddress(), busy.getLocalPort()), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }

    private static boolean isAnyIn(String method) {
        while (Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("gitlab-packages-"))
                .flatMap(entry -> Arrays.stream(entry.getValue()))
                .noneMatch(frame -> frame.getMethodName().equals(method))) {
            Thread.onSpinWait();
        }
        return true;
    }

    private static boolean isAnyThreadLeft() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("gitlab-packages-"));
    }

    /** A clock on which every wait lasts until it is interrupted. */
    private static final class EndlessClock implements WaitingClock {
        private final CountDownLatch waited = new CountDownLatch(1);

        @Override
        public Instant now() {
            return InstantClock.START;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            waited.countDown();
            new CountDownLatch(1).await();
        }

        boolean isWaitedOn() throws InterruptedException {
            return waited.await(20, TimeUnit.SECONDS);
        }
    }
}
