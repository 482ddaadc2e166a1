package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan.PlannedFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** How what is remembered of a transfer is written: each as a JSON object on a line of its own. */
public final class JournalLine {
    private JournalLine() {}

    public static String of(TransferredFile file) {
        return new JSONObject()
                .put("fileName", file.fileName())
                .put("path", file.path())
                .put("size", file.size())
                .put("sha256", file.sha256())
                .put("md5", file.content().knownMd5().orElse(""))
                .put("url", file.url())
                .put("verifiedBy", file.verifiedBy().name())
                .put("skipped", file.skipped())
                .put("besideOlder", file.besideOlder())
                .put("packageId", file.packageId())
                .toString();
    }

    /**
     * Returns the file that a line tells of.
     *
     * @param owner the package that it is in
     * @throws IllegalArgumentException if the line is damaged
     */
    public static TransferredFile transferredFile(String line, GenericPackage owner) {
        return read(
                line,
                json -> new TransferredFile(
                        new PackageFile(owner, new PackageFileName(json.getString("fileName"))),
                        json.getString("path"),
                        new FileContent(
                                json.getLong("size"),
                                new Sha256(json.getString("sha256")),
                                json.getString("md5").isEmpty() ? null : json.getString("md5")),
                        json.getString("url"),
                        json.getEnum(Verifier.class, "verifiedBy"),
                        json.getBoolean("skipped"),
                        // An older version of the plugin wrote neither of these.
                        json.optBoolean("besideOlder"),
                        json.optLong("packageId")));
    }

    public static String of(TransferPlan plan) {
        JSONArray files = new JSONArray();
        plan.files().forEach(file -> {
            // Most paths are a folder and the name: a thousand of them are one small message.
            String name = file.name().value();
            boolean repeats = file.path().endsWith(name);
            int kept = file.path().length() - (repeats ? name.length() : 0);
            files.put(name).put(file.path().substring(0, kept)).put(repeats);
        });
        return new JSONObject()
                .put("packageName", plan.owner().name())
                .put("packageVersion", plan.owner().version())
                .put("newestId", plan.newestId())
                .put("files", files)
                .toString();
    }

    /** @throws IllegalArgumentException if the line is damaged */
    public static TransferPlan plan(String line) {
        return read(line, json -> {
            JSONArray names = json.getJSONArray("files");
            List<PlannedFile> files = new ArrayList<>();
            for (int i = 0; i + 2 < names.length(); i += 3) {
                String name = names.getString(i);
                String path = names.getString(i + 1) + (names.getBoolean(i + 2) ? name : "");
                files.add(new PlannedFile(new PackageFileName(name), path));
            }
            return new TransferPlan(
                    new GenericPackage(json.getString("packageName"), json.getString("packageVersion")),
                    files,
                    optionalLong(json, "newestId"));
        });
    }

    static OptionalLong optionalLong(JSONObject json, String key) {
        return json.has(key) ? OptionalLong.of(json.getLong(key)) : OptionalLong.empty();
    }

    private static <T> T read(String line, Function<JSONObject, T> reader) {
        try {
            return reader.apply(new JSONObject(line));
        } catch (JSONException e) {
            throw new IllegalArgumentException("a damaged line", e);
        }
    }
}
