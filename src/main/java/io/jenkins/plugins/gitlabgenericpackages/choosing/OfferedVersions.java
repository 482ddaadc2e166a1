package io.jenkins.plugins.gitlabgenericpackages.choosing;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * The versions to choose from.
 *
 * @param incomplete those of them that are known to be incomplete
 * @param more whether there are others
 * @param reason why there are none, for people; else empty
 */
record OfferedVersions(List<RemotePackage> versions, List<RemotePackage> incomplete, boolean more, String reason) {
    static OfferedVersions none(String reason) {
        return new OfferedVersions(List.of(), List.of(), false, reason);
    }

    /** @param time writes times for whoever reads them */
    String toJson(Function<Instant, String> time) {
        JSONArray all = new JSONArray();
        for (RemotePackage each : versions) {
            all.put(new JSONObject()
                    .put("version", each.version())
                    .put("created", each.createdAt().map(time).orElse(""))
                    .put("incomplete", incomplete.contains(each)));
        }
        return new JSONObject()
                .put("versions", all)
                .put("more", more)
                .put("reason", reason)
                .toString();
    }
}
