package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Header fields in the order of sending, found ignoring case; part of a test double. For one thread until shared. */
final class Headers {
    private final List<Map.Entry<String, String>> fields = new ArrayList<>();

    Headers with(String name, Object value) {
        fields.add(Map.entry(name, String.valueOf(value)));
        return this;
    }

    /** Returns the first value, or null. */
    String first(String name) {
        return fields.stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    boolean has(String name) {
        return first(name) != null;
    }

    /** Returns the first value as a number, or -1 when it is missing or no number. */
    long number(String name) {
        String value = first(name);
        return value != null && value.matches("\\d{1,18}") ? Long.parseLong(value) : -1;
    }

    boolean says(String name, String word) {
        String value = first(name);
        return value != null && value.toLowerCase(Locale.ROOT).contains(word);
    }

    Map<String, List<String>> toMap() {
        Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach(field ->
                map.computeIfAbsent(field.getKey(), name -> new ArrayList<>()).add(field.getValue()));
        return Collections.unmodifiableMap(map);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        fields.forEach(field -> text.append(field.getKey())
                .append(": ")
                .append(field.getValue())
                .append("\r\n"));
        return text.toString();
    }
}
