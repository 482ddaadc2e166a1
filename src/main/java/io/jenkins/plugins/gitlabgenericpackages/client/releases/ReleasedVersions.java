package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.ReleasesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.LinkedVersions;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of a package that releases of its project link. Used by one thread. */
public final class ReleasedVersions implements LinkedVersions {
    /** What GitLab's pages give people to copy. */
    private static final Pattern FILE_PAGE = Pattern.compile(".*/-/package_files/(\\d{1,18})/download(\\?.*)?");

    private final PackagesApi packages;
    private final Retry retry;
    private final Registry registry;
    private final String api;

    public ReleasedVersions(Registry registry, PackagesApi packages, Retry retry) {
        this.packages = packages;
        this.retry = retry;
        this.registry = registry;
        this.api = GitLabUrl.api(registry.gitlabUrl()).toString();
    }

    @Override
    public Links find(String packageName, boolean fresh) throws RegistryException, InterruptedException {
        List<Release> releases;
        try {
            releases = packages.list("list the releases", "/releases", json -> Release.of(json, api));
        } catch (RegistryException e) {
            throw new RegistryException(
                    e.getMessage() + ". So nobody can tell which versions are released, and nothing is deleted"
                            + " (keepReleased: false does not ask)",
                    e.getCause());
        }
        Links links = new Links(new HashMap<>(), new HashMap<>());
        for (Release listed : releases) {
            // In a list GitLab may show a release as it was five minutes ago.
            Optional<Release> release = fresh
                    ? new ReleasesApi(packages, retry, listed.tagName()).find().map(json -> Release.of(json, api))
                    : Optional.of(listed);
            release.ifPresent(found -> found.links().forEach(link -> add(link, listed.tagName(), packageName, links)));
        }
        return links;
    }

    private void add(ReleaseLink link, String tag, String packageName, Links links) {
        link.target()
                .filter(target -> target.packageName().equals(packageName))
                // By number or by path: whether both are one project is not asked, since to keep one more does no harm.
                .filter(target -> target.isIn(registry.projectId())
                        || LinkTarget.mayBeOne(target.project(), registry.projectId()))
                .ifPresent(target -> links.versions().put(target.packageVersion(), tag));
        Matcher page = FILE_PAGE.matcher(link.url());
        if (page.matches()) {
            links.files().put(Long.parseLong(page.group(1)), tag);
        }
    }
}
