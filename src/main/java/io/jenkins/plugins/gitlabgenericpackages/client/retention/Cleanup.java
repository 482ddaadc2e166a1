package io.jenkins.plugins.gitlabgenericpackages.client.retention;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Deletions;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision.Verdict;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.LinkedVersions.Links;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes what a rule does not keep, one version after the other. The whole list is read before anything is deleted, twice,
 * and only what goes by both goes. Used by one thread, once.
 */
public final class Cleanup {
    private final RetentionRule rule;
    private final PackagesApi api;
    private final Deletions deletions;
    private final LinkedVersions linked;
    private final Map<String, String> kept;
    private final TransferListener listener;
    private final Map<Long, RemotePackage> listed = new HashMap<>();
    private Links links = Links.NONE;

    /** @param kept versions that stay for reasons that GitLab does not know, each with the reason */
    public Cleanup(
            RetentionRule rule,
            PackagesApi api,
            Deletions deletions,
            LinkedVersions linked,
            Map<String, String> kept,
            TransferListener listener) {
        this.rule = rule;
        this.api = api;
        this.deletions = deletions;
        this.linked = linked;
        this.kept = kept;
        this.listener = listener;
    }

    /**
     * Returns what would become of each version that fits the rule, and deletes nothing.
     *
     * @throws RegistryException also if something that has to be known cannot be
     */
    public List<Decision> plan() throws RegistryException, InterruptedException {
        return RetentionPlan.limited(decide(false), rule.atMost(), this::measured);
    }

    /**
     * Deletes what goes by a plan and still goes now, the oldest first, until something fails.
     *
     * @param plan what {@link #plan} has returned, here or to an earlier run that broke off
     * @throws RegistryException if nothing was deleted, as something that has to be known cannot be
     */
    public List<Decision> run(List<Decision> plan) throws RegistryException, InterruptedException {
        Map<Long, Decision> now = new HashMap<>();
        decide(true).forEach(decision -> now.put(decision.id(), decision));
        Map<Long, Decision> results = new HashMap<>();
        boolean failed = false;
        for (Decision decision : Decision.going(plan)) {
            Decision result = failed
                    ? decision.as(Verdict.KEPT, "not reached")
                    : delete(decision, Optional.ofNullable(now.get(decision.id())));
            failed |= result.verdict() == Verdict.FAILED;
            results.put(decision.id(), result);
        }
        return Decision.replaced(plan, results);
    }

    private List<Decision> decide(boolean fresh) throws RegistryException, InterruptedException {
        List<RemotePackage> versions = api.lists().versions(rule.packageName());
        Map<String, String> stays = new HashMap<>(kept);
        if (rule.keepReleased() && !versions.isEmpty()) {
            links = linked.find(rule.packageName(), fresh);
            links.versions().forEach((version, tag) -> stays.put(version, "release " + tag));
        }
        for (RemotePackage version : versions) {
            listed.put(version.id(), version);
            if (links.packages().containsKey(version.id())) {
                stays.put(version.version(), "release " + links.packages().get(version.id()));
            }
        }
        return RetentionPlan.of(rule, versions, stays, Instant.now());
    }

    /** Looks at the files, and with them at links that tell the file alone. */
    private Decision measured(Decision decision) throws RegistryException, InterruptedException {
        List<RemoteFile> files = api.lists().files(listed.get(decision.id()));
        Decision measured = decision.with(
                files.size(),
                files.stream()
                        .mapToLong(file -> file.content().size().orElse(0))
                        .sum());
        return files.stream()
                .filter(file -> links.files().containsKey(file.id()))
                .findFirst()
                .map(file ->
                        measured.as(Verdict.KEPT, "release " + links.files().get(file.id())))
                .orElse(measured);
    }

    private Decision delete(Decision planned, Optional<Decision> now) throws InterruptedException {
        if (now.isEmpty()) {
            return done(planned.as(Verdict.GONE, ""));
        }
        if (!now.get().goes()) {
            return done(planned.as(Verdict.KEPT, now.get().reason()));
        }
        RemotePackage version = listed.get(planned.id());
        try {
            Decision measured = measured(planned);
            if (!measured.goes()) {
                return done(measured);
            }
            if (!measured.equals(planned) || isChanged(version, planned)) {
                return done(planned.as(Verdict.KEPT, "changed or downloaded meanwhile"));
            }
            deletions.delete(version);
            return done(planned.as(Verdict.DELETED, ""));
        } catch (RegistryException e) {
            return done(
                    e.getCause() instanceof GitLabException answer && answer.isProtected()
                            ? planned.as(Verdict.REFUSED, answer.said())
                            : planned.as(Verdict.FAILED, e.getMessage()));
        }
    }

    /**
     * GitLab has a condition for it (If-Unmodified-Since), but an added file or a download does not count as a change. Its
     * list is asked: the package alone tells all other versions as well.
     */
    private boolean isChanged(RemotePackage version, Decision planned) throws RegistryException, InterruptedException {
        return api.lists().find(new GenericPackage(version.name(), version.version())).stream()
                .filter(version::equals)
                .noneMatch(there -> there.downloadedAt().equals(Optional.ofNullable(planned.downloadedAt())));
    }

    private Decision done(Decision decision) {
        String what = rule.packageName() + " " + decision.version();
        listener.note(
                switch (decision.verdict()) {
                    case DELETED -> "Deleted " + what;
                    case GONE -> "Not there any more: " + what;
                    case REFUSED, FAILED -> "Not deleted: " + what + ": " + decision.reason();
                    default -> "Kept " + what + ": " + decision.reason();
                });
        return decision;
    }
}
