package io.jenkins.plugins.gitlabgenericpackages.standin;

import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * What came of a case of GitLab's request specs, to be compared with what they want.
 *
 * @param packages how many packages there were before
 * @param files how many files there were before
 */
record SpecResult(StandInRegistry registry, SpecRequest.Response response, long packages, long files) {
    /** Properties that the schemas of GitLab's specs ask for. */
    private static final Set<String> OF_A_LISTED_PACKAGE =
            Set.of("id", "name", "version", "package_type", "status", "_links", "created_at", "last_downloaded_at");

    private static final Set<String> OF_A_FILE =
            Set.of("id", "package_id", "file_name", "size", "created_at", "file_md5", "file_sha1", "file_sha256");

    /** Returns the first difference, or nothing. */
    String difference(List<String> wants) {
        List<String> all = new ArrayList<>(wants);
        String status = all.remove(0);
        if (!status.equals(Integer.toString(response.status()))) {
            return "wants " + status + ", but was " + response.status() + " " + response.body();
        }
        for (String want : all) {
            String[] words = want.split(" ", 2);
            String expected = words.length > 1 ? words[1] : "";
            String actual = actual(words[0], expected);
            if (!actual.equals(expected)) {
                return "wants " + want + ", but was '" + actual + "' " + response.body();
            }
        }
        return "";
    }

    private String actual(String what, String expected) {
        try {
            return found(what, expected);
        } catch (JSONException e) {
            return e.getMessage();
        }
    }

    private String found(String what, String expected) {
        return switch (what) {
            case "message", "error" -> json().optString(what);
            case "body" -> contained(response.body(), expected);
            case "header" -> header(expected);
            case "has" -> json().has(expected) ? expected : "";
            case "has-not" -> json().has(expected) ? "" : expected;
            case "value" -> expected.split(" ")[0] + " " + json().opt(expected.split(" ")[0]);
            case "link" -> links().has(expected) ? expected : "";
            case "no-link" -> links().has(expected) ? "" : expected;
            case "packages" -> delta(newestPackages().size() - packages);
            case "files" -> delta(newestFiles() - files);
            case "stored" -> stored();
            case "downloaded" -> newestPackages().get(0).downloadedAt() == null ? "no" : "yes";
            case "ids" -> listed("id");
            case "names" -> listed("name");
            case "schema" -> schema(expected);
            default -> throw new IllegalArgumentException(what);
        };
    }

    private JSONObject json() {
        return new JSONObject(response.body());
    }

    private JSONObject links() {
        JSONObject shown = response.body().startsWith("[") ? new JSONArray(response.body()).getJSONObject(0) : json();
        return shown.getJSONObject("_links");
    }

    private String header(String expected) {
        String name = expected.substring(0, expected.indexOf(':'));
        String value = response.headers().firstValue(name).orElse("none");
        return name + ": " + contained(value, expected.substring(name.length() + 2));
    }

    private static String contained(String text, String part) {
        return text.contains(part) ? part : text;
    }

    private List<StoredPackage> newestPackages() {
        return registry.packages(7);
    }

    private long newestFiles() {
        return newestPackages().stream()
                .mapToLong(found -> found.files().size())
                .sum();
    }

    private static String delta(long change) {
        return change > 0 ? "+" + change : Long.toString(change);
    }

    /** Returns name, version and status of the newest package, and the name of its newest file. */
    private String stored() {
        List<StoredPackage> all = newestPackages();
        StoredPackage last = all.get(all.size() - 1);
        String file = last.files().get(last.files().size() - 1).fileName();
        return last.key().name() + " " + last.key().version() + " " + last.status() + " " + file;
    }

    private String listed(String property) {
        JSONArray list = new JSONArray(response.body());
        List<String> values = IntStream.range(0, list.length())
                .mapToObj(i -> list.getJSONObject(i).get(property).toString())
                .toList();
        return String.join(" ", values);
    }

    private String schema(String expected) {
        Set<String> wanted = expected.equals("files") ? OF_A_FILE : OF_A_LISTED_PACKAGE;
        boolean one = expected.equals("package");
        JSONArray all = one ? new JSONArray().put(json()) : new JSONArray(response.body());
        boolean complete = IntStream.range(0, all.length())
                .allMatch(i -> all.getJSONObject(i).keySet().containsAll(wanted));
        return complete && (!one || json().has("versions")) ? expected : "incomplete";
    }
}
