package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Deletes files and packages, by the ids that a list told. Thread-safe. */
public record Deletions(PackagesApi api, Retry retry) {
    /** Deletes a package with all its files; one that is gone already is no failure, if GitLab says so. */
    public void delete(RemotePackage listed) throws RegistryException, InterruptedException {
        delete(
                "delete " + listed.name() + " " + listed.version(),
                api.route("/packages/" + listed.id()),
                GitLabException::isMissing);
    }

    /** @throws RegistryException if it is not deleted, or nobody can tell */
    public void delete(RemoteFile file) throws RegistryException, InterruptedException {
        String what = "delete a copy of " + file.name();
        Optional<GitLabException> notFound = delete(
                what,
                api.route("/packages/" + file.packageId() + "/package_files/" + file.id()),
                refused -> refused.status() == 404);
        if (notFound.isPresent()) {
            checkGone(
                    file,
                    retry.failedTo(what) + ": GitLab answered " + notFound.get().said());
        }
    }

    /** Returns a refusal that may mean that there is no such thing. */
    private Optional<GitLabException> delete(String what, HttpAddress address, Predicate<GitLabException> mayBeGone)
            throws RegistryException, InterruptedException {
        return retry.call(what, address, () -> {
            try (Response response = api.ask("DELETE", address, null)) {
                if (response.status() == 200 || response.status() == 204) {
                    return Optional.empty();
                }
                GitLabException refused = api.failure(response);
                if (mayBeGone.test(refused)) {
                    return Optional.of(refused);
                }
                throw refused;
            }
        });
    }

    /**
     * An earlier attempt may have deleted it, and its answer was lost. But GitLab says the same of a package that is hidden,
     * and to whom may not see it.
     */
    private void checkGone(RemoteFile file, String failure) throws RegistryException, InterruptedException {
        List<RemoteFile> listed;
        try {
            listed = api.lists().newestFiles(file.packageId(), "package " + file.packageId(), file.id());
        } catch (RegistryException e) {
            throw new RegistryException(failure + ", and cannot list the package: " + file + " may still be there", e);
        }
        if (listed.stream().anyMatch(there -> there.id() == file.id())) {
            throw new RegistryException(failure + ", but still lists " + file);
        }
    }
}
