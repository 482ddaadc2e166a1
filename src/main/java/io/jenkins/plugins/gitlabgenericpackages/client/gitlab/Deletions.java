package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.util.List;
import java.util.Optional;

/** Deletes files and packages, by the ids that a list told. Thread-safe. */
public record Deletions(PackagesApi api, Retry retry) {
    /** Deletes a package with all its files; one that is gone already is no failure. */
    public void delete(RemotePackage listed) throws RegistryException, InterruptedException {
        delete("delete " + listed.name() + " " + listed.version(), api.route("/packages/" + listed.id()));
    }

    /** @throws RegistryException if it is not deleted, or nobody can tell */
    public void delete(RemoteFile file) throws RegistryException, InterruptedException {
        String what = "delete a copy of " + file.name();
        Optional<GitLabException> notFound =
                delete(what, api.route("/packages/" + file.packageId() + "/package_files/" + file.id()));
        if (notFound.isPresent()) {
            checkGone(
                    file,
                    retry.failedTo(what) + ": GitLab answered " + notFound.get().said());
        }
    }

    /** Returns what GitLab says if there is no such thing. */
    private Optional<GitLabException> delete(String what, HttpAddress address)
            throws RegistryException, InterruptedException {
        return retry.call(what, address, () -> {
            try (Response response = api.ask("DELETE", address, null)) {
                return switch (response.status()) {
                    case 200, 204 -> Optional.empty();
                    case 404 -> Optional.of(api.failure(response));
                    default -> throw api.failure(response);
                };
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
            listed = api.newestFiles(file.packageId(), "package " + file.packageId(), file.id());
        } catch (RegistryException e) {
            throw new RegistryException(failure + ", and cannot list the package: " + file + " may still be there", e);
        }
        if (listed.stream().anyMatch(there -> there.id() == file.id())) {
            throw new RegistryException(failure + ", but still lists " + file);
        }
    }
}
