package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Percent;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The decoded query of a request; part of a test double. Immutable. */
record Query(Map<String, String> values) {
    static Query of(String target) {
        Map<String, String> values = new LinkedHashMap<>();
        int mark = target.indexOf('?');
        String query = mark < 0 ? "" : target.substring(mark + 1);
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new Query(values);
    }

    /** Returns the value, or the default when the parameter is missing or empty. */
    String get(String name, String defaultValue) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? defaultValue : value;
    }

    /** Returns the value, the first of those allowed when there is none, or refuses what is not allowed. */
    String choice(String name, String... allowed) throws Refusal {
        String value = get(name, allowed[0]);
        if (!Arrays.asList(allowed).contains(value)) {
            throw Refusals.invalid(name + " does not have a valid value");
        }
        return value;
    }

    /** Returns the value as a number from 1 to {@code max}, or the default when it is no such number. */
    int number(String name, int defaultValue, int max) {
        String value = get(name, "");
        return value.matches("0*[1-9]\\d{0,8}") ? Math.min(max, Integer.parseInt(value)) : defaultValue;
    }

    /** Returns this query, encoded, with one parameter replaced. */
    String with(String name, Object value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(name, value.toString());
        return changed.entrySet().stream()
                .map(entry -> Percent.encode(entry.getKey()) + "=" + Percent.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        return Percent.decode(text.replace('+', ' '));
    }
}
