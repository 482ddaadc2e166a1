package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.ReleasesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.ProjectId;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedLink.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * Brings a release to what is asked for, from whatever it is now. Each round looks at it, does what is missing, and looks
 * again, so that it does not matter who else is at work, or where an earlier run broke off. Used by one thread, once.
 */
public final class ReleasePublication {
    /** Somebody else may change the release between a look and what follows from it, but not for ever. */
    private static final int MOST_ROUNDS = 5;

    private final ReleaseRequest request;
    private final Registry registry;
    private final ReleasesApi api;
    private final PackagesApi packages;
    private final ReleaseFiles files;
    private final TransferListener listener;
    /** What was done to links, by the address where they lead now. */
    private final Map<String, Change> done = new HashMap<>();
    /** The same where GitLab's answer was lost: it was done by this run if the next look finds it. */
    private final Map<String, Change> unsure = new HashMap<>();

    private final List<PublishedLink> removed = new ArrayList<>();
    /** What was not right at the last look. */
    private final List<String> left = new ArrayList<>();

    private boolean created;
    private boolean unsureCreated;
    private boolean changed;

    /** @throws InvalidRequestException if there can be no such project of the package */
    public ReleasePublication(
            ReleaseRequest request, Registry registry, PackagesApi packages, Retry retry, TransferListener listener) {
        this.request = request;
        this.registry = registry;
        this.api = new ReleasesApi(packages, retry, request.tagName());
        this.packages = packages;
        String project = packageProject();
        this.files = new ReleaseFiles(packages.in(project), project);
        this.listener = listener;
    }

    private String packageProject() {
        if (request.packageProjectId().isEmpty()) {
            return registry.projectId();
        }
        try {
            return ProjectId.of(request.packageProjectId(), registry.gitlabUrl());
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException("packageProjectId: " + e.getMessage());
        }
    }

    /** @throws RegistryException if the release is not what was asked for now; another run goes on from there */
    public PublishedRelease run() throws RegistryException, InterruptedException {
        if (!registry.token().canList()) {
            throw new RegistryException("GitLab lets no deploy token make a release: use an access token with the scope"
                    + " 'api', or the token of a GitLab job");
        }
        String base = GitLabUrl.api(registry.gitlabUrl()).toString();
        files.find(request, listener);
        for (int round = 1; ; round++) {
            try {
                Optional<Release> there = api.find().map(json -> Release.of(json, base));
                Optional<PublishedRelease> right = Optional.empty();
                if (there.isPresent()) {
                    right = mend(there.get());
                } else {
                    create();
                }
                if (right.isPresent()) {
                    return right.get();
                }
            } catch (RegistryException e) {
                if (round == MOST_ROUNDS || !isOvertaken(e)) {
                    throw e;
                }
            }
            if (round == MOST_ROUNDS) {
                throw new RegistryException("Failed to release " + request.tagName() + ": after " + MOST_ROUNDS
                        + " rounds GitLab still shows something else (" + String.join(", ", left)
                        + "). Does somebody else change that release at the same time?");
            }
        }
    }

    private static boolean isOvertaken(RegistryException failure) {
        return failure.getCause() instanceof GitLabException answer && answer.isOvertaken();
    }

    /** With all its links at once: whoever is told of a new release finds its files. */
    private void create() throws RegistryException, InterruptedException {
        left.clear();
        left.add("there was none");
        List<LinkPlan.Step> steps = LinkPlan.of(List.of(), files.all());
        JSONArray links = new JSONArray();
        steps.forEach(step -> links.put(step.json()));
        JSONObject release = request.details()
                .json()
                .put("tag_name", request.tagName())
                .put("assets", new JSONObject().put("links", links));
        if (!request.ref().isEmpty()) {
            release.put("ref", request.ref());
        }
        try {
            created = api.create(release);
        } catch (RegistryException e) {
            boolean tagged = !request.ref().isEmpty()
                    && e.getCause() instanceof GitLabException answer
                    && answer.said().contains("Validation failed");
            throw tagged
                    ? new RegistryException(
                            e.getMessage() + ". The tag " + request.tagName() + " is there now: GitLab makes it first",
                            e)
                    : e;
        }
        unsureCreated = !created;
        steps.forEach(step -> note(step, Change.ADDED, created));
    }

    /** Does what is left to do, or returns the release if nothing is. */
    private Optional<PublishedRelease> mend(Release there) throws RegistryException, InterruptedException {
        left.clear();
        JSONObject changes = request.details().changes(there);
        List<ReleaseLink> links = files.known(there.links());
        List<LinkPlan.Step> steps = LinkPlan.of(links, files.all());
        if (unsureCreated) {
            // Somebody else's would differ, as a rule; if it does not, nobody can tell.
            created = changes.isEmpty() && steps.stream().allMatch(LinkPlan.Step::right);
            unsureCreated = false;
            if (!created) {
                unsure.clear();
            }
        }
        if (!changes.isEmpty()) {
            left.addAll(changes.keySet());
            changed = true;
            api.update(changes);
            listener.note("Changed " + String.join(", ", changes.keySet()) + " of the release " + there.tagName());
        }
        for (LinkPlan.Step step : steps) {
            if (!step.right()) {
                left.add("the link " + step.name());
                put(step);
            } else if (unsure.containsKey(step.file().url())) {
                note(step, unsure.remove(step.file().url()), true);
            }
        }
        if (request.prune()) {
            prune(links);
        }
        return left.isEmpty() ? Optional.of(published(there, steps)) : Optional.empty();
    }

    private void put(LinkPlan.Step step) throws RegistryException, InterruptedException {
        if (step.old().isPresent()) {
            note(step, Change.CHANGED, api.changeLink(step.old().get().id(), step.name(), step.json()));
        } else {
            note(step, Change.ADDED, api.addLink(step.name(), step.json()));
        }
    }

    private void prune(List<ReleaseLink> links) throws RegistryException, InterruptedException {
        for (ReleaseLink link : LinkPlan.others(links, files.all())) {
            LinkTarget target = link.target().orElseThrow();
            Optional<PackageFile> file = target.file();
            // Its very address: a list shows no hidden package.
            if (file.isPresent()
                    && packages.in(target.project()).probe(file.get()).isEmpty()) {
                left.add("the link " + link.name());
                changed = true;
                api.removeLink(link.id(), link.name());
                removed.add(new PublishedLink(link.name(), link.url(), link.directUrl(), Change.REMOVED));
                listener.note("Removed the link " + link.name() + ": " + file.get() + " is not there any more");
            }
        }
    }

    /** @param sure whether GitLab has said so; else the next look tells */
    private void note(LinkPlan.Step step, Change change, boolean sure) {
        (sure ? done : unsure).put(step.file().url(), change);
        if (!sure) {
            return;
        }
        changed = true;
        String path = step.path().isEmpty()
                ? ", without a permanent address: " + step.file().file().name()
                        + " does not fit into one, or it is taken"
                : "";
        listener.note((change == Change.ADDED ? "Added" : "Changed") + " the link " + step.name() + path);
    }

    private PublishedRelease published(Release there, List<LinkPlan.Step> steps) {
        List<PublishedLink> links = new ArrayList<>();
        for (LinkPlan.Step step : steps) {
            ReleaseLink link = step.old().orElseThrow();
            Change change = done.getOrDefault(link.url(), Change.KEPT);
            links.add(new PublishedLink(link.name(), link.url(), link.directUrl(), change));
        }
        links.addAll(removed);
        listener.note("The release " + request.tagName()
                + (created ? " is created" : changed ? " is changed" : " is up to date")
                + (there.url().isEmpty() ? "" : ": " + there.url()));
        return new PublishedRelease(request.tagName(), there.url(), created, links);
    }
}
