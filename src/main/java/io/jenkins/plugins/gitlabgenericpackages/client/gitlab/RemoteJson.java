package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Reads JSON that a server sent: no more of it than has been agreed, and none that would keep the parser busy for
 * minutes. The parser itself bounds how deep it nests. What is missing or makes no sense is not known. Names become
 * printable here, where they enter: nothing behind this can forge a line of a log.
 */
final class RemoteJson {
    private static final int MOST_NAME = 1024;

    /** The time to read a number grows with the square of its digits; nothing that GitLab counts has so many. */
    private static final int MOST_DIGITS = 40;

    private RemoteJson() {}

    /**
     * @param limit bytes of the answer that are looked at
     * @throws ConnectionException if it breaks off
     * @throws RegistryException if it is no JSON array, or longer
     */
    static JSONArray array(Response response, int limit) throws IOException {
        return array(text(response, limit), limit, response.address());
    }

    static JSONArray array(String text, int limit, HttpAddress origin) throws RegistryException {
        return parse(text, limit, origin, JSONArray::new);
    }

    /** Reads an object as {@link #array(Response, int)} does an array; an answer without a body is an empty one. */
    static JSONObject object(Response response, int limit) throws IOException {
        String text = text(response, limit);
        return parse(text.isBlank() ? "{}" : text, limit, response.address(), JSONObject::new);
    }

    private static String text(Response response, int limit) throws IOException {
        return new String(response.body().readNBytes(limit + 1), StandardCharsets.UTF_8);
    }

    private static <T> T parse(String text, int limit, HttpAddress origin, Function<String, T> parser)
            throws RegistryException {
        if (text.length() > limit) {
            throw new RegistryException(origin + " answers with more than " + limit + " bytes of JSON");
        }
        try {
            if (!hasEndlessNumber(text)) {
                return parser.apply(text);
            }
        } catch (JSONException e) {
            // Said below.
        }
        throw PackagesApi.notGitLab(origin);
    }

    /** Looks outside of texts in quotation marks, where digests are long rows of digits as well. */
    private static boolean hasEndlessNumber(String json) {
        int row = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
                row = 0;
            } else if (!quoted) {
                row = c >= '0' && c <= '9' ? row + 1 : 0;
                if (row > MOST_DIGITS) {
                    return true;
                }
            }
        }
        return false;
    }

    static RemotePackage packageOf(JSONObject json) throws RegistryException {
        JSONObject links = json.optJSONObject("_links");
        return new RemotePackage(
                json.optLong("id"),
                name(json, "name"),
                name(json, "version"),
                json.optString("status", "default"),
                instant(json, "created_at"),
                links == null ? "" : name(links, "web_path"),
                instant(json, "last_downloaded_at"));
    }

    static RemoteFile fileOf(JSONObject json) throws RegistryException {
        long size = json.optLong("size", -1);
        return new RemoteFile(
                json.optLong("package_id"),
                json.optLong("id"),
                PackageFileName.listed(name(json, "file_name")),
                new RemoteContent(
                        size < 0 ? OptionalLong.empty() : OptionalLong.of(size),
                        Sha256.read(json.optString("file_sha256"))),
                instant(json, "created_at"));
    }

    /** @throws RegistryException if the name is longer than any that GitLab takes */
    private static String name(JSONObject json, String key) throws RegistryException {
        String name = json.optString(key);
        if (name.length() > MOST_NAME) {
            throw new RegistryException("GitLab tells a name of " + name.length() + " characters; it takes none of more"
                    + " than " + MOST_NAME);
        }
        return PrintableText.name(name);
    }

    /** GitLab writes UTC; an offset is read as well. */
    private static Optional<Instant> instant(JSONObject json, String key) {
        try {
            return Optional.of(OffsetDateTime.parse(json.optString(key)).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
