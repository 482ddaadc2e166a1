package io.jenkins.plugins.gitlabgenericpackages.cli.otherside;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** A configuration of GitLab CI, as far as the documented ones need it: variables, jobs and what they extend. */
final class CiFile {
    private final Map<String, Object> content = new HashMap<>();

    /** What a job runs, before_script and script together as GitLab does, and with which variables. */
    record Job(Map<String, String> variables, String script) {}

    /** Reads texts that include each other; the later one wins. */
    CiFile(String... texts) {
        for (String text : texts) {
            merge(content, map(new Yaml().load(text)));
        }
    }

    Job job(String name) {
        Map<String, Object> job = extended(name);
        Map<String, String> variables = new HashMap<>();
        for (Map<String, Object> each : List.of(content, job)) {
            map(each.getOrDefault("variables", Map.of()))
                    .forEach((key, value) -> variables.put(key, String.valueOf(value)));
        }
        List<String> lines = new ArrayList<>(lines(job.get("before_script")));
        lines.addAll(lines(job.get("script")));
        return new Job(variables, String.join("\n", lines));
    }

    private Map<String, Object> extended(String name) {
        Map<String, Object> own = map(content.get(name));
        Map<String, Object> job = own.containsKey("extends") ? extended((String) own.get("extends")) : new HashMap<>();
        merge(job, own);
        return job;
    }

    /** Merges maps deeply and replaces all else, lists too. */
    private static void merge(Map<String, Object> into, Map<String, Object> from) {
        from.forEach((key, value) -> {
            if (value instanceof Map && into.get(key) instanceof Map) {
                Map<String, Object> both = new HashMap<>(map(into.get(key)));
                merge(both, map(value));
                into.put(key, both);
            } else {
                into.put(key, value);
            }
        });
    }

    private static List<String> lines(Object script) {
        return script == null ? List.of() : ((List<?>) script).stream().map(String.class::cast).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }
}
