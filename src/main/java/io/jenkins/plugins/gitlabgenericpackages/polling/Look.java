package io.jenkins.plugins.gitlabgenericpackages.polling;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersion;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One look at a package: which versions are new, and which of those that wait are complete. Changes the memory that it
 * is given as far as it comes, also when it fails in the middle. Used by one thread.
 *
 * @param room for how many builds there is any in Jenkins' queue
 * @param said what there is to say about it, a line each
 * @param complete the versions to start builds for, in no order
 */
record Look(
        Watch watch,
        PollingMemory memory,
        SharedAnswers answers,
        Instant now,
        int room,
        List<String> said,
        List<NewVersion> complete) {
    /** Each of them takes a request or two. */
    private static final int MOST_LOOKED_AT = 50;

    Look(Watch watch, PollingMemory memory, SharedAnswers answers, Instant now, int room) {
        this(watch, memory, answers, now, room, new ArrayList<>(), new ArrayList<>());
    }

    /** @throws IOException if GitLab cannot be asked, or refuses */
    void run() throws IOException, InterruptedException {
        boolean first = !memory.isAbout(watch.identity());
        ListedPackages listed =
                answers.newest(watch.settings(), watch.name(), soFar -> first || isSeen(soFar.get(soFar.size() - 1)));
        if (first) {
            memory.begin(watch.identity(), listed);
            said.add("The first poll: versions that are there now start no builds (" + watch.name() + " has "
                    + listed.named(watch.name()).size() + (listed.all() ? "" : " or more") + ")");
            return;
        }
        findNew(listed);
        lookAtWaiting(listed);
        if (said.isEmpty() && complete.isEmpty()) {
            said.add("Nothing new");
        }
    }

    private boolean isSeen(RemotePackage listed) {
        return memory.seen().contains(listed.id());
    }

    private void findNew(ListedPackages listed) {
        List<RemotePackage> unseen = listed.packages().stream()
                .filter(each -> !isSeen(each))
                .distinct()
                .sorted(Comparator.comparing(RemotePackage::moment).thenComparingLong(RemotePackage::id))
                .toList();
        unseen.forEach(each -> memory.seen().add(each.id()));
        unseen.stream().filter(each -> each.name().equals(watch.name())).forEach(this::meet);
    }

    private void meet(RemotePackage found) {
        if (!GenericPackage.isVersion(found.version())) {
            said.add(found.version() + " is new, but no version that can be downloaded");
        } else if (!watch.fits(found.version())) {
            said.add(found.version() + " is new, and does not fit "
                    + watch.source().version());
        } else {
            NewVersion version = NewVersion.of(found, watch.settings().registry());
            memory.await(new WaitingVersion(version, now))
                    .ifPresent(dropped -> said.add(dropped.version().getVersion()
                            + " is not waited for any longer: too many others are incomplete"));
        }
    }

    private void lookAtWaiting(ListedPackages listed) throws IOException, InterruptedException {
        boolean onlyNewest = watch.builds() == Builds.NEWEST;
        int looks = 0;
        int withoutRoom = 0;
        for (WaitingVersion each : onlyNewest ? memory.waitingNewestFirst() : memory.waiting()) {
            if (!watch.fits(each.version().getVersion())) {
                memory.drop(each);
                said.add(each.version().getVersion() + " does not fit "
                        + watch.source().version() + " any longer");
            } else if (onlyNewest && !complete.isEmpty()) {
                memory.drop(each);
                said.add(each.version().getVersion() + " starts no build: "
                        + complete.get(0).getVersion() + " is newer");
            } else if (complete.size() >= room) {
                withoutRoom++;
            } else if (each.isDue(now) && looks++ < MOST_LOOKED_AT) {
                // Whoever fails here must not hold up the others the next time.
                memory.moveToTheEnd(each);
                lookAt(each, listed);
            } else {
                said.add(each.version().getVersion() + " is not complete: " + each.missing());
            }
        }
        if (withoutRoom > 0) {
            said.add("Not looked at yet: " + withoutRoom + ". No more than " + VersionBuilds.mostQueued()
                    + " builds for new versions wait in the queue for one job");
        }
    }

    private void lookAt(WaitingVersion waiting, ListedPackages listed) throws IOException, InterruptedException {
        NewVersion version = waiting.version();
        Optional<RemotePackage> entry = entry(version, listed);
        if (entry.isEmpty()) {
            memory.drop(waiting);
            // Hidden ones are not listed either, and count when they are shown.
            memory.seen().remove(version.getId());
            said.add(version.getVersion()
                    + " is not listed any longer: it was deleted or hidden before it was complete");
            return;
        }
        String missing = missing(waiting, entry.get());
        if (missing.isEmpty()) {
            memory.drop(waiting);
            complete.add(version);
        } else {
            waiting.lookedAt(now, missing);
            said.add(version.getVersion() + " is not complete: " + missing);
        }
    }

    private Optional<RemotePackage> entry(NewVersion version, ListedPackages listed)
            throws IOException, InterruptedException {
        Optional<RemotePackage> known = withId(version.getId(), listed.packages());
        return known.isPresent() || listed.all()
                ? known
                : withId(version.getId(), watch.client().find(version.asPackage()));
    }

    private static Optional<RemotePackage> withId(long id, List<RemotePackage> listed) {
        return listed.stream().filter(each -> each.id() == id).findFirst();
    }

    /** Says for people what is missing; empty if nothing is. */
    private String missing(WaitingVersion waiting, RemotePackage entry) throws IOException, InterruptedException {
        boolean named = !watch.completeWhen().isEmpty();
        if (named ? !VersionChoice.isThere(entry) : !entry.status().equals("default")) {
            return "GitLab calls it " + entry.status();
        }
        List<RemoteFile> files = watch.client().files(entry);
        if (named) {
            return files.stream().anyMatch(file -> file.name().value().equals(watch.completeWhen()))
                    ? ""
                    : "there is no " + watch.completeWhen() + " yet";
        }
        if (files.isEmpty()) {
            return "it has no files yet";
        }
        return waiting.isUnchanged(state(files))
                ? ""
                : "whether it still grows, the next poll shows (" + state(files) + ")";
    }

    /** Ids grow: another file has a higher one, and a deleted one is missing in the number. */
    private static String state(List<RemoteFile> files) {
        return "files: " + files.size() + ", the newest has the id "
                + files.stream().mapToLong(RemoteFile::id).max().orElse(0);
    }
}
