package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the address of a GitLab as people give it: its front page or its API. */
public final class GitLabUrl {
    /** The hosted service. */
    public static final String DEFAULT = "https://gitlab.com";

    private static final String API = "/api/v4";

    /** Looks only where slashes begin, so that any text takes linear time. */
    private static final Pattern SLASHES_AT_END = Pattern.compile("(?<!/)/+\\z");

    private GitLabUrl() {}

    /**
     * Returns the address of the API, without a slash at its end.
     *
     * @throws InvalidRequestException if it is no http or https address of a host
     */
    public static HttpAddress api(String url) {
        HttpAddress address;
        try {
            address = HttpAddress.parseStrict(url.trim());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("gitlabUrl is wrong: " + e.getMessage()
                    + ". Give the address of the GitLab, such as https://gitlab.example.com");
        }
        if (address.target().indexOf('?') >= 0) {
            throw new InvalidRequestException("gitlabUrl must not contain a query");
        }
        String path = SLASHES_AT_END.matcher(address.target()).replaceFirst("");
        return address.withTarget(path.endsWith(API) ? path : path + API);
    }

    /** Returns whether both are addresses of the same API, however they are written; false if one cannot be read. */
    public static boolean isSame(String one, String other) {
        try {
            return api(one).equals(api(other));
        } catch (InvalidRequestException e) {
            return false;
        }
    }

    /** Returns the address of the front page, for people to see; nothing if it cannot be read, or holds more than that. */
    public static Optional<String> shown(String url) {
        try {
            return Optional.of(frontPage(url));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }

    /** Returns the address of the front page, without a slash at its end; throws what {@link #api} does. */
    public static String frontPage(String url) {
        String api = api(url).toString();
        return SLASHES_AT_END
                .matcher(api.substring(0, api.length() - API.length()))
                .replaceFirst("");
    }
}
