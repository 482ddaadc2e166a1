package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.json.JSONObject;

/**
 * GitLab's routes for one release and its links. What GitLab answers to a change is not read: whoever wants to know looks
 * again. A change returns false if the answer to it was lost and another attempt is refused as if it were done: by that
 * attempt or by somebody else. Used by one thread.
 *
 * @param api the project of the release
 */
public record ReleasesApi(PackagesApi api, Retry retry, String tagName) {
    /** Bytes: a description has up to 1,000,000 characters, and older GitLabs tell it as a page as well. */
    private static final int MOST_JSON = 16 * 1024 * 1024;

    /** Returns the release of the tag. GitLab's list is not asked: what it shows of a release may be five minutes old. */
    public Optional<JSONObject> find() throws RegistryException, InterruptedException {
        HttpAddress address = release("");
        return retry.call("look for the release " + tagName, address, () -> {
            try (Response response = api.ask("GET", address, null)) {
                if (response.status() == 200) {
                    return Optional.of(RemoteJson.object(response, MOST_JSON));
                }
                GitLabException refused = api.failure(response);
                if (refused.isMissing()) {
                    return Optional.empty();
                }
                throw refused;
            }
        });
    }

    /** @throws RegistryException also if somebody else has made it by now */
    public boolean create(JSONObject release) throws RegistryException, InterruptedException {
        return change("create the release " + tagName, "POST", api.route("/releases"), release);
    }

    public boolean update(JSONObject changes) throws RegistryException, InterruptedException {
        return change("change the release " + tagName, "PUT", release(""), changes);
    }

    /** @throws RegistryException also if GitLab has one of that name, address or path by now */
    public boolean addLink(String name, JSONObject link) throws RegistryException, InterruptedException {
        return change("add the link " + name, "POST", release("/assets/links"), link);
    }

    /** @throws RegistryException also if it is not there any more */
    public boolean changeLink(long id, String name, JSONObject link) throws RegistryException, InterruptedException {
        return change("change the link " + name, "PUT", release("/assets/links/" + id), link);
    }

    /** @throws RegistryException also if it is not there any more */
    public boolean removeLink(long id, String name) throws RegistryException, InterruptedException {
        return change("remove the link " + name, "DELETE", release("/assets/links/" + id), null);
    }

    private HttpAddress release(String rest) {
        return api.route("/releases/" + PackageFileName.percentEncoded(tagName) + rest);
    }

    private boolean change(String what, String method, HttpAddress address, JSONObject body)
            throws RegistryException, InterruptedException {
        AtomicBoolean lost = new AtomicBoolean();
        return retry.call(what, address, () -> {
            try (Response response = api.ask(method, address, body)) {
                if (response.status() / 100 == 2) {
                    return true;
                }
                GitLabException refused = api.failure(response);
                if (lost.get() && refused.isOvertaken()) {
                    return false;
                }
                lost.compareAndSet(false, refused.isAmbiguous());
                throw refused;
            } catch (ConnectionException e) {
                lost.set(true);
                throw e;
            }
        });
    }
}
