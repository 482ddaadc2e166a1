package io.jenkins.plugins.gitlabgenericpackages.polling;

import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What GitLab said some seconds ago, for all jobs that ask the same of it with the same token: a list, or why there is
 * none. Who comes while the same is being asked waits for that answer. Thread-safe.
 */
final class SharedAnswers {
    static final Duration FRESH = Duration.ofSeconds(20);
    private static final int MOST = 100;
    /** Longer lists are not kept. */
    private static final int LONGEST = 1000;

    private final InstantSource clock;
    private final Map<Question, Answer> answers = new Latest();

    /** Forgets the oldest question. */
    private static final class Latest extends LinkedHashMap<Question, Answer> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
            return size() > MOST;
        }
    }

    /** Equal only where address, way and token are. */
    private record Question(RegistrySettings settings, String packageName) {}

    /** Guarded by its lock. */
    private static final class Answer {
        private final ReentrantLock lock = new ReentrantLock();
        private Instant asked = Instant.MIN;
        private ListedPackages listed;
        private IOException failure;
    }

    SharedAnswers(InstantSource clock) {
        this.clock = clock;
    }

    /** Asks as {@link GenericPackageClient#newest} does, unless it is known. */
    ListedPackages newest(RegistrySettings settings, String packageName, Predicate<List<RemotePackage>> enough)
            throws IOException, InterruptedException {
        Answer answer = answer(new Question(settings, packageName));
        answer.lock.lockInterruptibly();
        try {
            Duration age = Duration.between(answer.asked, clock.instant());
            // A clock that was set back makes no answer young.
            if (!age.isNegative() && age.compareTo(FRESH) < 0) {
                if (answer.failure != null) {
                    throw answer.failure;
                }
                if (answer.listed != null && (answer.listed.all() || enough.test(answer.listed.packages()))) {
                    return answer.listed;
                }
            }
            return ask(answer, settings, packageName, enough);
        } finally {
            answer.lock.unlock();
        }
    }

    private synchronized Answer answer(Question question) {
        return answers.computeIfAbsent(question, unknown -> new Answer());
    }

    private ListedPackages ask(
            Answer answer, RegistrySettings settings, String packageName, Predicate<List<RemotePackage>> enough)
            throws IOException, InterruptedException {
        answer.asked = Instant.MIN;
        answer.failure = null;
        answer.listed = null;
        try {
            ListedPackages listed =
                    new GenericPackageClient(settings, TransferListener.NONE).newest(packageName, enough);
            answer.listed = listed.packages().size() <= LONGEST ? listed : null;
            return listed;
        } catch (IOException e) {
            answer.failure = e;
            throw e;
        } finally {
            answer.asked = clock.instant();
        }
    }
}
