package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.instanceOf;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.sameInstance;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.EventLog;
import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.InstantClock;
import io.jenkins.plugins.gitlabgenericpackages.client.http.HttpTransport;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Redirects;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class RetryTest {
    private static final HttpAddress ADDRESS = HttpAddress.parse("https://gitlab.example.com/a?signature=s3cret");

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private final InstantClock clock = new InstantClock();
    private final EventLog events = new EventLog();
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    public void successIsNotRepeated() throws Exception {
        assertThat(retry(5).call("look", ADDRESS, () -> "found"), is("found"));
        assertThat(clock.waits(), is(List.of()));
        assertThat(events.all(), is(List.of()));
    }

    @Test
    public void brokenConnectionIsTriedAgainAndTold() throws Exception {
        String found = retry(5).call("look", ADDRESS, () -> {
            if (attempts.incrementAndGet() < 3) {
                throw new ConnectionException("it broke");
            }
            return "found";
        });
        assertThat(found, is("found"));
        assertThat(attempts.get(), is(3));
        assertThat(events.retries().get(0), startsWith("retrying look: it broke, PT"));
        assertThat(events.retries().size(), is(2));
    }

    @Test
    public void lastFailureSaysWhatWhereWhyAndHowOften() {
        RegistryException failed = failed(2, new ConnectionException("it broke"));
        assertThat(failed.getMessage(), is("Failed to look at https://gitlab.example.com/a: it broke (3 attempts)"));
        assertThat(failed.getCause(), instanceOf(ConnectionException.class));
        assertThat(attempts.get(), is(3));
    }

    @Test
    public void withoutRetriesTheFirstFailureIsTheLast() {
        assertThat(
                failed(0, new ConnectionException("it broke")).getMessage(),
                is("Failed to look at https://gitlab.example.com/a: it broke"));
        assertThat(clock.waits(), is(List.of()));
    }

    @Test
    public void aPauseIsAWaitWithoutAnAttempt() throws Exception {
        retry(5).pause(Duration.ZERO);
        retry(5).pause(Duration.ofSeconds(2));
        assertThat(clock.waits(), is(List.of(Duration.ofSeconds(2))));
        assertThat(events.all(), is(List.of()));
    }

    @Test
    public void waitsGrowToAMinuteWithJitter() {
        failed(30, new ConnectionException("it broke"));
        for (int i = 0; i < 30; i++) {
            long most = Math.min(60_000, 1000L << Math.min(i, 20));
            long wait = clock.waits().get(i).toMillis();
            assertTrue(i + ": " + wait, most / 2 <= wait && wait <= most);
        }
    }

    @Test
    public void onlyStatusesThatMayChangeAreTriedAgain() throws Exception {
        for (int status : new int[] {408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 530}) {
            assertThat(status + "", failed(1, answer(status + " Later")).getMessage(), containsString("(2 attempts)"));
        }
        for (int status : new int[] {302, 400, 401, 403, 404, 405, 409, 413, 416, 422, 501, 525, 526}) {
            attempts.set(0);
            failed(1, answer(status + " Never"));
            assertThat(status + "", attempts.get(), is(1));
        }
    }

    @Test
    public void serverSaysHowLongToWait() throws Exception {
        assertThat(waitAfter("429 Slow\r\nRetry-After: 120"), is(Duration.ofSeconds(120)));
        assertThat(waitAfter("429 Slow\r\nRetry-After: 120\r\nRateLimit-Reset: 1"), is(Duration.ofSeconds(120)));
    }

    @Test
    public void noWaitIsShorterThanWithoutTheServersWord() throws Exception {
        for (String head : List.of("503 Later\r\nRetry-After: 0", "429 Slow\r\nRetry-After: 2")) {
            InstantClock fresh = new InstantClock();
            GitLabException answer = answer(head);
            assertThrows(
                    RegistryException.class,
                    () -> new Retry(10, fresh, events, "", Handoff.DIRECT).call("look", ADDRESS, () -> {
                        throw answer;
                    }));
            for (int i = 0; i < 10; i++) {
                long wait = fresh.waits().get(i).toMillis();
                assertTrue(i + ": " + wait, wait >= Math.min(60_000, 1000L << i) / 2);
            }
        }
    }

    @Test
    public void serverSaysUntilWhenToWait() throws Exception {
        // The clock stands at 2026-01-01T00:00:00Z, plus the waits.
        assertThat(waitAfter("503 Later\r\nRetry-After: Thu, 01 Jan 2026 00:05:00 GMT"), is(Duration.ofMinutes(5)));
        assertThat(waitAfter("429 Slow\r\nRateLimit-Reset: 1767225900"), is(Duration.ofMinutes(5)));
    }

    @Test
    public void timeThatIsOverMeansAMoment() throws Exception {
        assertThat(waitAfter("503 Later\r\nRetry-After: Thu, 01 Jan 2015 00:00:00 GMT"), is(Duration.ofSeconds(1)));
        assertThat(waitAfter("429 Slow\r\nRateLimit-Reset: 1"), is(Duration.ofSeconds(1)));
    }

    @Test
    public void nonsenseFromTheServerIsOverlooked() throws Exception {
        for (String value :
                new String[] {"soon", "-5", "1.5", "99999999999999999999", "Thu, 99 Jan 2026 00:00:00 GMT"}) {
            Duration wait = waitAfter("429 Slow\r\nRetry-After: " + value + "\r\nRateLimit-Reset: " + value);
            assertTrue(wait.toString(), wait.toMillis() >= 500 && wait.toMillis() <= 1000);
        }
    }

    @Test
    public void endlessPauseIsNotWaitedFor() throws Exception {
        assertThat(
                failed(5, answer("429 Slow\r\nRetry-After: 901")).getMessage(),
                endsWith(": status 429. The server asks for a pause of 901 s; more than 900 s are not waited for"));
        assertThat(attempts.get(), is(1));
        assertThat(failed(0, answer("429 Slow\r\nRetry-After: 900")).getMessage(), endsWith(": status 429"));
        assertThat(waitAfter("429 Slow\r\nRetry-After: 900"), is(Duration.ofMinutes(15)));
    }

    @Test
    public void theFailureTellsThePauseThatTheServerAsksFor() throws Exception {
        assertThat(failed(0, answer("429 Slow\r\nRetry-After: 901")).pause(), is(Duration.ofSeconds(901)));
        assertThat(failed(0, answer("503 Later")).pause(), is(Duration.ZERO));
        assertThat(failed(0, answer("404 Not Found\r\nRetry-After: 901")).pause(), is(Duration.ZERO));
        assertThat(failed(0, new ConnectionException("it broke")).pause(), is(Duration.ZERO));
    }

    @Test
    public void whatNoSecondAttemptChangesIsFinal() throws Exception {
        ScriptedServer nonsense = loopback.serve(peer -> {
            peer.readHead();
            peer.send("nonsense\r\n\r\n");
        });
        assertFinal(() -> loopback.transport().send(get(nonsense.address("/"))), "not HTTP/1.1");
        ScriptedServer redirecting = loopback.serve(peer -> peer.serve("302 Found\r\nLocation: ftp://a/", ""));
        assertFinal(() -> new Redirects(loopback.transport()).send(get(redirecting.address("/"))), "redirects to");
        HttpAddress secure = HttpAddress.parse("https://127.0.0.1:" + nonsense.port() + "/");
        ScriptedServer noTls = loopback.serve(peer -> {
            peer.send("220 ready\r\n");
            peer.readHead();
        });
        HttpAddress notSecure = HttpAddress.parse("https://127.0.0.1:" + noTls.port() + "/");
        assertFinal(() -> loopback.transport().send(get(notSecure)), "no secure connection");
        ScriptedServer proxy = loopback.serve(peer -> peer.serve("407 Login", ""));
        try (HttpTransport transport = new HttpTransport(
                Optional.of(new ProxySettings("127.0.0.1", proxy.port(), "", "", List.of())),
                TrustedCertificates.sockets(""),
                Timeouts.DEFAULT)) {
            assertFinal(() -> transport.send(get(secure)), "the proxy");
        }
    }

    private void assertFinal(Retry.Attempt<?> attempt, String reason) {
        attempts.set(0);
        RegistryException failed = assertThrows(
                RegistryException.class,
                () -> retry(5).call("look", ADDRESS, () -> {
                    attempts.incrementAndGet();
                    return attempt.run();
                }));
        assertThat(failed.getMessage(), startsWith("Failed to look at https://gitlab.example.com/a: "));
        assertThat(failed.getMessage(), containsString(reason));
        assertThat(attempts.get(), is(1));
    }

    @Test
    public void failureOnThisSideIsFinalAndNamesNoServer() {
        RegistryException failed = failed(5, new IOException("the disk is full"));
        assertThat(failed.getMessage(), is("Failed to look: the disk is full"));
        assertThat(attempts.get(), is(1));
    }

    @Test
    public void finishedMessageIsLeftAsItIs() {
        RegistryException finished = new RegistryException("the file changed");
        assertThat(failed(5, finished), sameInstance(finished));
        assertThat(attempts.get(), is(1));
    }

    @Test
    public void interruptionComesThroughUntouched() {
        InterruptedException interruption = new InterruptedException();
        InterruptedException passed = assertThrows(
                InterruptedException.class,
                () -> retry(5).call("look", ADDRESS, () -> {
                    throw interruption;
                }));
        assertThat(passed, sameInstance(interruption));
    }

    @Test
    public void failureOfAnInterruptedAttemptIsAnInterruption() {
        for (IOException failure : List.of(new ConnectionException("it was closed"), new IOException("closed"))) {
            assertThrows(
                    InterruptedException.class,
                    () -> retry(5).call("look", ADDRESS, () -> {
                        Thread.currentThread().interrupt();
                        throw failure;
                    }));
            assertFalse(Thread.currentThread().isInterrupted());
        }
        assertThat(events.all(), is(List.of()));
    }

    private Duration waitAfter(String head) throws Exception {
        GitLabException answer = answer(head);
        InstantClock fresh = new InstantClock();
        assertThrows(
                RegistryException.class,
                () -> new Retry(1, fresh, events, "", Handoff.DIRECT).call("look", ADDRESS, () -> {
                    throw answer;
                }));
        return fresh.waits().get(0);
    }

    private GitLabException answer(String head) throws Exception {
        ScriptedServer server = loopback.serve(peer -> peer.serve(head, ""));
        try (Response response = loopback.transport().send(get(server.address("/")))) {
            return GitLabException.of(response, Token.anonymous());
        }
    }

    private static Request get(HttpAddress address) {
        return Request.get(address, Credentials.NONE);
    }

    private RegistryException failed(int retries, IOException failure) {
        return assertThrows(
                RegistryException.class,
                () -> retry(retries).call("look", ADDRESS, () -> {
                    attempts.incrementAndGet();
                    throw failure;
                }));
    }

    private Retry retry(int retries) {
        return new Retry(retries, clock, events, "", Handoff.DIRECT);
    }
}
