package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.ReleasesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.LinkedVersions;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.json.JSONObject;

/**
 * The versions of a package that releases of its project link. Under which host and project a link names them does not
 * matter: a GitLab may have several names, both may have changed since, and to keep one more does no harm. Used by one thread.
 */
public record ReleasedVersions(PackagesApi packages, Retry retry) implements LinkedVersions {
    /** A description may be long, and a list of all must stay within what a page may have. */
    private static final int PAGE = 20;

    private static final Pattern FILE = Pattern.compile(".*/packages/generic/([^/?#]+)/([^/?#]+)/[^/?#].*");
    /** Of the API, or what GitLab's pages give people to copy. */
    private static final Pattern FILE_ID = Pattern.compile(".*/package_files/(\\d{1,18})/download([?#].*)?");

    private static final Pattern PACKAGE_ID = Pattern.compile(".*/-/packages/(\\d{1,18})([/?#].*)?");

    /** @param urls of the links */
    private record Linked(String tagName, List<String> urls) {
        static Linked of(JSONObject json) {
            Release release = Release.of(json, "");
            return new Linked(
                    release.tagName(),
                    release.links().stream().map(ReleaseLink::url).toList());
        }
    }

    @Override
    public Links find(String packageName, boolean fresh) throws RegistryException, InterruptedException {
        List<Linked> releases;
        try {
            releases = packages.list("list the releases", "/releases", PAGE, Linked::of);
        } catch (RegistryException e) {
            throw new RegistryException(
                    e.getMessage() + ". So it is not known which versions are released, and nothing is deleted"
                            + " (keepReleased: false does not ask)",
                    e.getCause());
        }
        Links links = new Links(new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (Linked listed : releases) {
            add(listed, packageName, links);
            if (fresh) {
                // In a list GitLab may show a release as it was five minutes ago.
                Optional<Linked> now = new ReleasesApi(packages, retry, listed.tagName())
                        .find()
                        .map(Linked::of);
                now.ifPresent(release -> add(release, packageName, links));
            }
        }
        return links;
    }

    private static void add(Linked release, String packageName, Links links) {
        for (String url : release.urls()) {
            Matcher file = FILE.matcher(url);
            if (file.matches() && LinkTarget.decoded(file.group(1)).equals(packageName)) {
                links.versions().put(LinkTarget.decoded(file.group(2)), release.tagName());
            }
            id(PACKAGE_ID, url).ifPresent(id -> links.packages().put(id, release.tagName()));
            id(FILE_ID, url).ifPresent(id -> links.files().put(id, release.tagName()));
        }
    }

    private static Optional<Long> id(Pattern pattern, String url) {
        Matcher id = pattern.matcher(url);
        return id.matches() ? Optional.of(Long.parseLong(id.group(1))) : Optional.empty();
    }
}
