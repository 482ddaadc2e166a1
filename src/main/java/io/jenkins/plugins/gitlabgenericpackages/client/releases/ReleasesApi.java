package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.RemoteJson;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONObject;

/**
 * GitLab's routes for one release and its links. What GitLab answers to a change is not read: whoever wants to know looks
 * again. Used by one thread.
 *
 * @param api the project of the release
 * @param base the address of GitLab's API
 */
record ReleasesApi(PackagesApi api, Retry retry, String base, String tagName) {
    /** Bytes: a description has up to 1,000,000 characters, and older GitLabs tell it as a page as well. */
    private static final int MOST_JSON = 16 * 1024 * 1024;

    private static final int NEVER = 0;

    /** Returns the release of the tag. GitLab's list is not asked: what it shows of a release may be five minutes old. */
    Optional<Release> find() throws RegistryException, InterruptedException {
        HttpAddress address = release("");
        return retry.call("look for the release " + tagName, address, () -> {
            try (Response response = api.ask("GET", address, null)) {
                if (response.status() == 200) {
                    return Optional.of(Release.of(RemoteJson.object(response, MOST_JSON), base));
                }
                GitLabException refused = api.failure(response);
                if (refused.status() == 404 && !refused.isProjectMissing()) {
                    return Optional.empty();
                }
                throw refused;
            }
        });
    }

    /** @throws RegistryException also if somebody else has made it by now */
    void create(JSONObject release) throws RegistryException, InterruptedException {
        // An attempt whose answer was lost may have made it.
        change("create the release " + tagName, "POST", api.route("/releases"), release, 409);
    }

    void update(JSONObject changes) throws RegistryException, InterruptedException {
        change("change the release " + tagName, "PUT", release(""), changes, NEVER);
    }

    /** @throws RegistryException also if GitLab has one of that name, address or path by now */
    void put(LinkPlan.Step step) throws RegistryException, InterruptedException {
        JSONObject link = json(step);
        if (step.old().isPresent()) {
            long id = step.old().get().id();
            change("change the link " + step.name(), "PUT", release("/assets/links/" + id), link, NEVER);
        } else {
            change("add the link " + step.name(), "POST", release("/assets/links"), link, NEVER);
        }
    }

    void remove(ReleaseLink link) throws RegistryException, InterruptedException {
        change("remove the link " + link.name(), "DELETE", release("/assets/links/" + link.id()), null, 404);
    }

    static JSONObject json(LinkPlan.Step step) {
        JSONObject link = new JSONObject()
                .put("name", step.name())
                .put("url", step.file().url())
                .put("link_type", "package");
        // GitLab before 15.10 knows the second name only.
        return step.path().isEmpty()
                ? link
                : link.put("direct_asset_path", step.path()).put("filepath", step.path());
    }

    private HttpAddress release(String rest) {
        return api.route("/releases/" + PackageFileName.percentEncoded(tagName) + rest);
    }

    /** @param done the status that says, from the second attempt on, that an earlier one has done it */
    private void change(String what, String method, HttpAddress address, JSONObject body, int done)
            throws RegistryException, InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        retry.call(what, address, () -> {
            boolean again = attempts.getAndIncrement() > 0;
            try (Response response = api.ask(method, address, body)) {
                if (response.status() / 100 != 2 && !(again && response.status() == done)) {
                    throw api.failure(response);
                }
                return null;
            }
        });
    }
}
