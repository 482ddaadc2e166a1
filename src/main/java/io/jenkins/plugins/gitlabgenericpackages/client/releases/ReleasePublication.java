package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
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
    /** What was done, by the address that the link led to, or leads to now. */
    private final Map<String, Change> done = new HashMap<>();

    private final List<PublishedLink> removed = new ArrayList<>();
    private boolean created;

    public ReleasePublication(
            ReleaseRequest request, Registry registry, PackagesApi packages, Retry retry, TransferListener listener) {
        this.request = request;
        this.registry = registry;
        this.api = new ReleasesApi(
                packages, retry, GitLabUrl.api(registry.gitlabUrl()).toString(), request.tagName());
        this.packages = packages;
        String project = request.packageProjectId();
        this.files = project.isEmpty()
                ? new ReleaseFiles(packages, registry.projectId())
                : new ReleaseFiles(packages.in(project), project);
        this.listener = listener;
    }

    /** @throws RegistryException if the release is not what was asked for now; another run goes on from there */
    public PublishedRelease run() throws RegistryException, InterruptedException {
        if (!registry.token().canList()) {
            throw new RegistryException("GitLab lets no deploy token make a release: use an access token with the scope"
                    + " 'api', or the token of a GitLab job");
        }
        files.find(request, listener);
        for (int round = 1; ; round++) {
            try {
                Optional<Release> there = api.find();
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
                throw new RegistryException("The release " + request.tagName()
                        + " was changed by somebody else each time" + " that it was right (" + MOST_ROUNDS + " times)");
            }
        }
    }

    private static boolean isOvertaken(RegistryException failure) {
        return failure.getCause() instanceof GitLabException answer && answer.isOvertaken();
    }

    /** With all its links at once: whoever is told of a new release finds its files. */
    private void create() throws RegistryException, InterruptedException {
        List<LinkPlan.Step> steps = LinkPlan.of(List.of(), files.all());
        JSONArray links = new JSONArray();
        steps.forEach(step -> links.put(ReleasesApi.json(step)));
        JSONObject release = request.details()
                .json()
                .put("tag_name", request.tagName())
                .put("assets", new JSONObject().put("links", links));
        if (!request.ref().isEmpty()) {
            release.put("ref", request.ref());
        }
        try {
            api.create(release);
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
        created = true;
        steps.forEach(step -> note(step, Change.ADDED));
    }

    /** Does what is left to do, or returns the release if nothing is. */
    private Optional<PublishedRelease> mend(Release there) throws RegistryException, InterruptedException {
        boolean right = true;
        JSONObject changes = request.details().changes(there);
        if (!changes.isEmpty()) {
            api.update(changes);
            listener.note("Changed " + String.join(", ", changes.keySet()) + " of the release " + there.tagName());
            right = false;
        }
        List<ReleaseLink> links = files.known(there.links());
        List<LinkPlan.Step> steps = LinkPlan.of(links, files.all());
        for (LinkPlan.Step step : steps) {
            if (!step.right()) {
                api.put(step);
                note(step, step.old().isPresent() ? Change.CHANGED : Change.ADDED);
                right = false;
            }
        }
        right = (!request.prune() || prune(links)) && right;
        return right ? Optional.of(published(there, steps)) : Optional.empty();
    }

    private boolean prune(List<ReleaseLink> links) throws RegistryException, InterruptedException {
        boolean right = true;
        for (ReleaseLink link : LinkPlan.others(links, files.all())) {
            LinkTarget target = link.target().orElseThrow();
            Optional<PackageFile> file = target.file();
            // Its very address: a list shows no hidden package.
            if (file.isPresent()
                    && packages.in(target.project()).probe(file.get()).isEmpty()) {
                api.remove(link);
                removed.add(new PublishedLink(link.name(), link.url(), link.directUrl(), Change.REMOVED));
                listener.note("Removed the link " + link.name() + ": " + file.get() + " is not there any more");
                right = false;
            }
        }
        return right;
    }

    private void note(LinkPlan.Step step, Change change) {
        done.put(step.file().url(), change);
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
            Change change = done.getOrDefault(step.file().url(), Change.KEPT);
            links.add(new PublishedLink(link.name(), link.url(), link.directUrl(), change));
        }
        links.addAll(removed);
        listener.note("The release " + request.tagName() + (created ? " is created" : " is up to date")
                + (there.url().isEmpty() ? "" : ": " + there.url()));
        return new PublishedRelease(request.tagName(), there.url(), created, links);
    }
}
