package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.ReleasesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import java.util.ArrayList;
import java.util.List;
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
    private final ReleaseFiles files;
    private final TransferListener listener;
    private final ReleaseReport report;
    /** What was not right at the last look. */
    private final List<String> left = new ArrayList<>();

    /** @throws InvalidRequestException if there can be no such project of the package */
    public ReleasePublication(
            ReleaseRequest request, Registry registry, PackagesApi packages, Retry retry, TransferListener listener) {
        this.request = request;
        this.registry = registry;
        this.api = new ReleasesApi(packages, retry, request.tagName());
        this.files = ReleaseFiles.of(request, registry, packages);
        this.listener = listener;
        this.report = new ReleaseReport(listener);
    }

    /** @throws RegistryException if the release is not what was asked for now; another run goes on from there */
    public PublishedRelease run() throws RegistryException, InterruptedException {
        if (!registry.token().canList()) {
            throw new RegistryException("GitLab lets no deploy token make a release: use an access token with the scope"
                    + " 'api', or the token of a GitLab job");
        }
        String base = GitLabUrl.api(registry.gitlabUrl()).toString();
        files.find(request, listener);
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            left.clear();
            try {
                Optional<Release> there = api.find().map(json -> Release.of(json, base));
                Optional<PublishedRelease> right = there.isPresent() ? mend(there.get()) : create();
                if (right.isPresent()) {
                    return right.get();
                }
            } catch (RegistryException e) {
                if (round == MOST_ROUNDS || !isOvertaken(e)) {
                    throw e;
                }
            }
        }
        throw new RegistryException("Failed to release " + request.tagName() + ": after " + MOST_ROUNDS
                + " rounds GitLab still shows something else (" + String.join(", ", left)
                + "). Does somebody else change that release at the same time?");
    }

    private static boolean isOvertaken(RegistryException failure) {
        return failure.getCause() instanceof GitLabException answer && answer.isOvertaken();
    }

    /** Makes it with all its links at once: whoever is told of a new release finds its files. */
    private Optional<PublishedRelease> create() throws RegistryException, InterruptedException {
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
            report.create(steps, api.create(release));
            return Optional.empty();
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
    }

    /** Does what is left to do, or returns the release if nothing is. */
    private Optional<PublishedRelease> mend(Release there) throws RegistryException, InterruptedException {
        JSONObject changes = request.details().changes(there);
        List<ReleaseLink> links = files.known(there.links());
        List<LinkPlan.Step> steps = LinkPlan.of(links, files.all());
        report.look(changes.isEmpty() && steps.stream().allMatch(LinkPlan.Step::right), steps);
        if (!changes.isEmpty()) {
            left.addAll(changes.keySet());
            api.update(changes);
            report.update(there.tagName(), changes.keySet());
        }
        for (LinkPlan.Step step : steps) {
            if (!step.right()) {
                left.add("the link " + step.name());
                report.put(step, put(step));
            }
        }
        if (request.prune()) {
            prune(links);
        }
        return left.isEmpty() ? Optional.of(report.end(there, steps)) : Optional.empty();
    }

    private boolean put(LinkPlan.Step step) throws RegistryException, InterruptedException {
        return step.old().isPresent()
                ? api.changeLink(step.old().get().id(), step.name(), step.json())
                : api.addLink(step.name(), step.json());
    }

    private void prune(List<ReleaseLink> links) throws RegistryException, InterruptedException {
        for (ReleaseLink link : LinkPlan.others(links, files.all())) {
            LinkTarget target = link.target().orElseThrow();
            Optional<PackageFile> file = target.file();
            if (file.isPresent() && files.isGone(target.project(), file.get())) {
                left.add("the link " + link.name());
                api.removeLink(link.id(), link.name());
                report.remove(link, file.get());
            }
        }
    }
}
