package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedLink.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run does to a release, as the log and the result tell it. Where GitLab's answer was lost, something is done by this
 * run if the next look finds it. Used by one thread.
 */
final class ReleaseReport {
    private final TransferListener listener;
    /** By the address where the link leads now. */
    private final Map<String, Change> done = new HashMap<>();

    private final Map<String, Change> unsure = new HashMap<>();
    private final List<PublishedLink> removed = new ArrayList<>();
    private boolean created;
    private boolean unsureCreated;
    private boolean changed;

    ReleaseReport(TransferListener listener) {
        this.listener = listener;
    }

    /** @param sure whether GitLab has said so */
    void create(List<LinkPlan.Step> steps, boolean sure) {
        created = sure;
        unsureCreated = !sure;
        steps.forEach(step -> put(step, sure));
    }

    /** Learns what is there now: a release that somebody else has made differs, as a rule, and else nobody can tell. */
    void look(boolean right, List<LinkPlan.Step> steps) {
        if (unsureCreated) {
            created = right;
            unsureCreated = false;
            if (!created) {
                unsure.clear();
            }
        }
        for (LinkPlan.Step step : steps) {
            if (step.right() && unsure.containsKey(step.file().url())) {
                note(step, unsure.remove(step.file().url()));
            }
        }
    }

    void update(String tagName, Set<String> fields) {
        changed = true;
        listener.note("Changed " + String.join(", ", fields) + " of the release " + tagName);
    }

    /** @param sure whether GitLab has said so */
    void put(LinkPlan.Step step, boolean sure) {
        Change change = step.old().isPresent() ? Change.CHANGED : Change.ADDED;
        if (sure) {
            note(step, change);
        } else {
            unsure.put(step.file().url(), change);
        }
    }

    private void note(LinkPlan.Step step, Change change) {
        changed = true;
        done.put(step.file().url(), change);
        String path = step.path().isEmpty()
                ? ", without a permanent address: " + step.file().file().name()
                        + " does not fit into one, or it is taken"
                : "";
        listener.note((change == Change.ADDED ? "Added" : "Changed") + " the link " + step.name() + path);
    }

    void remove(ReleaseLink link, PackageFile file) {
        changed = true;
        removed.add(new PublishedLink(link.name(), link.url(), link.directUrl(), Change.REMOVED));
        listener.note("Removed the link " + link.name() + ": " + file + " is not there any more");
    }

    /** @param steps those of the last look, when all was right */
    PublishedRelease end(Release there, List<LinkPlan.Step> steps) {
        List<PublishedLink> links = new ArrayList<>();
        for (LinkPlan.Step step : steps) {
            ReleaseLink link = step.old().orElseThrow();
            Change change = done.getOrDefault(link.url(), Change.KEPT);
            links.add(new PublishedLink(link.name(), link.url(), link.directUrl(), change));
        }
        links.addAll(removed);
        listener.note("The release " + there.tagName()
                + (created ? " is created" : changed ? " is changed" : " is up to date")
                + (there.url().isEmpty() ? "" : ": " + there.url()));
        return new PublishedRelease(there.tagName(), there.url(), created, links);
    }
}
