package io.jenkins.plugins.gitlabgenericpackages.tools;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Which versions the rules of installers have meant some minutes ago, for all agents: so the stages of a build get the same
 * one, and GitLab is asked seldom. Who comes while the same is being asked waits for that answer. Thread-safe.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class ResolvedVersions {
    static final Duration FRESH = Duration.ofMinutes(5);
    /** A GitLab that is away is not asked again by each of many builds. */
    static final Duration AWAY = Duration.ofSeconds(30);

    private final ConcurrentMap<Question, Answer> answers = new ConcurrentHashMap<>();
    private volatile InstantSource clock = InstantSource.system();

    /**
     * The version that is wanted, as far as the controller knows. Goes to the agent.
     *
     * @param version null if it does not know
     * @param away why GitLab could not be asked, for people; empty if it could, or need not be
     */
    record Resolved(@CheckForNull String version, String away) implements Serializable {
        boolean isOutdated() {
            return !away.isEmpty();
        }
    }

    private record Question(String origin, PackageSource source) {}

    /** Finds out how to ask, which takes credentials. */
    interface Asking {
        RegistrySettings settings() throws IOException;
    }

    /** Guarded by its lock. */
    private static final class Answer {
        private final ReentrantLock lock = new ReentrantLock();
        private Instant asked = Instant.MIN;
        private Resolved resolved;
    }

    static ResolvedVersions get() {
        return ExtensionList.lookupSingleton(ResolvedVersions.class);
    }

    /** For tests, which also begin without memories. */
    void setClock(InstantSource clock) {
        this.clock = clock;
        answers.clear();
    }

    /**
     * Asks GitLab from the controller, if it need be asked and was not lately.
     *
     * @param origin the address of the project
     * @throws RegistryException if GitLab says that there is no such version, or does not say it to whoever asks
     */
    Resolved of(String origin, PackageSource source, Asking asking, TransferListener listener)
            throws IOException, InterruptedException {
        if (source.version().isExact()) {
            return new Resolved(source.version().text(), "");
        }
        Answer answer = answers.computeIfAbsent(new Question(origin, source), unknown -> new Answer());
        answer.lock.lockInterruptibly();
        try {
            if (!isFresh(answer)) {
                answer.resolved = ask(asking.settings(), source, listener, answer.resolved);
                answer.asked = clock.instant();
            }
            return answer.resolved;
        } finally {
            answer.lock.unlock();
        }
    }

    private boolean isFresh(Answer answer) {
        if (answer.resolved == null) {
            return false;
        }
        Duration age = Duration.between(answer.asked, clock.instant());
        // A clock that was set back makes no answer young.
        return !age.isNegative() && age.compareTo(answer.resolved.isOutdated() ? AWAY : FRESH) < 0;
    }

    private static Resolved ask(
            RegistrySettings settings, PackageSource source, TransferListener listener, @CheckForNull Resolved before)
            throws IOException, InterruptedException {
        try {
            GenericPackageClient client = new GenericPackageClient(settings, listener);
            return new Resolved(client.resolve(source).version(), "");
        } catch (RegistryException e) {
            if (!e.isAway()) {
                throw e;
            }
            return new Resolved(before == null ? null : before.version(), e.getMessage());
        }
    }
}
