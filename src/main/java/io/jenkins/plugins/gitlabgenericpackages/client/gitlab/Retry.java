package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.RedirectException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxyException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TlsException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TlsException.Problem;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpFormatException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Tries again what a moment later may succeed, and says for people what failed for good. Waits exponentially with jitter, and
 * longer where the server asks for it. Thread-safe.
 */
public final class Retry {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** A server that wants a longer pause than this is not waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** Bytes. Less of them is no reason to go on for ever: a server could send one at a time. */
    private static final long WORTH_GOING_ON = 64 * 1024;

    private final int retries;
    private final WaitingClock clock;
    private final TransferListener listener;
    private final String task;
    private final Network network;

    /** One try; it may be called several times. */
    public interface Attempt<T> {
        T run() throws IOException, InterruptedException;
    }

    /**
     * @param task verb and object of what is wanted in the end, such as {@code upload app 1.0}; empty for a mere request
     */
    public Retry(int retries, WaitingClock clock, TransferListener listener, String task, Network network) {
        this.retries = retries;
        this.clock = clock;
        this.listener = listener;
        this.task = task;
        this.network = network;
    }

    /** Calls where no bytes count. */
    public <T> T call(String what, HttpAddress address, Attempt<T> attempt)
            throws RegistryException, InterruptedException {
        return call(what, address, attempt, () -> 0);
    }

    /**
     * @param what verb and object, such as {@code download app.zip}
     * @param progress how many bytes have come so far: an attempt that brings more than any before begins the count of
     *     retries anew
     * @throws RegistryException when it failed for good
     */
    public <T> T call(String what, HttpAddress address, Attempt<T> attempt, LongSupplier progress)
            throws RegistryException, InterruptedException {
        long most = progress.getAsLong();
        int failures = 0;
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt.run();
            } catch (GitLabException | ConnectionException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                long bytes = progress.getAsLong();
                failures = bytes - most >= WORTH_GOING_ON ? 1 : failures + 1;
                most = Math.max(most, bytes);
                Optional<Duration> wait = delay(e, failures);
                if (wait.isEmpty()) {
                    throw failed(what, address, e, attempts);
                }
                listener.retrying(what, e.getMessage(), wait.get());
                clock.sleep(wait.get());
            } catch (TlsException | RedirectException | HttpFormatException | ProxyException e) {
                throw failed(what, address, e, attempts);
            } catch (RegistryException e) {
                throw e;
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                throw new RegistryException(failedTo(what) + ": " + RegistryException.localMessage(e), e);
            }
        }
    }

    /** Waits in between, without an attempt of its own. */
    public void pause(Duration duration) throws InterruptedException {
        if (!duration.isZero()) {
            clock.sleep(duration);
        }
    }

    /** Returns the time by the clock on which it waits. */
    public Instant now() {
        return clock.now();
    }

    /** Says that it failed, in the words of what is wanted in the end. */
    String failedTo(String what) {
        boolean isTask = task.isEmpty() || what.split(" ")[0].equals(task.split(" ")[0]);
        return "Failed to " + (isTask ? what : task + ": could not " + what);
    }

    private RegistryException failed(String what, HttpAddress address, IOException e, int attempts) {
        String proxy = network.knownProxy()
                .filter(via -> via.appliesTo(address))
                .map(via -> " (through the proxy " + via + ")")
                .orElse("");
        Duration asked = asked(e).orElse(Duration.ZERO);
        String pause = asked.compareTo(PATIENCE) <= 0
                ? ""
                : ". The server asks for a pause of " + asked.toSeconds() + " s; more than " + PATIENCE.toSeconds()
                        + " s are not waited for";
        String tries = attempts > 1 ? " (" + attempts + " attempts)" : "";
        String message = failedTo(what) + " at " + address + proxy + ": " + e.getMessage() + hint(e) + pause + tries
                + InvalidRequestException.unreplaced(what);
        return new RegistryException(message, e, asked);
    }

    private String hint(IOException failure) {
        if (failure instanceof ConnectionException broken && !broken.hint().isEmpty()) {
            return ". " + broken.hint();
        }
        boolean certificates = failure instanceof TlsException tls && tls.problem() == Problem.UNTRUSTED;
        return certificates && !network.certificatesPlace().isEmpty() ? ": " + network.certificatesPlace() : "";
    }

    /** Returns how long to wait, or nothing if trying again is of no use. */
    private Optional<Duration> delay(IOException failure, int failures) {
        int worth = failure instanceof GitLabException answer ? answer.retries(retries) : retries;
        if (failures > worth) {
            return Optional.empty();
        }
        Duration growing = exponential(failures);
        // A server that asks for no pause at all, or a short one, would else have all attempts in a moment.
        return Optional.of(asked(failure)
                        .filter(asked -> asked.compareTo(growing) > 0)
                        .orElse(growing))
                .filter(wait -> wait.compareTo(PATIENCE) <= 0);
    }

    private Optional<Duration> asked(IOException failure) {
        return failure instanceof GitLabException answer ? answer.asked(clock.now()) : Optional.empty();
    }

    private static Duration exponential(int failures) {
        long most = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures - 1, 16));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}
