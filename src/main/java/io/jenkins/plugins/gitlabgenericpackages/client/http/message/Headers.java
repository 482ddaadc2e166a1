package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The headers of one request or answer, in order; names are compared ignoring case. Not thread-safe. */
public final class Headers {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    /** @throws IllegalArgumentException if the value could end the header line early */
    public Headers add(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                // The value itself is not quoted: it may be a token.
                throw new IllegalArgumentException("The value of the header " + name + " has a control character");
            }
        }
        names.add(name);
        values.add(value);
        return this;
    }

    public Headers addAll(Headers other) {
        names.addAll(other.names);
        values.addAll(other.values);
        return this;
    }

    /** Returns these headers less those of that name. */
    public Headers without(String name) {
        Headers rest = new Headers();
        forEach((n, v) -> {
            if (!n.equalsIgnoreCase(name)) {
                rest.add(n, v);
            }
        });
        return rest;
    }

    /** Returns the first value of that name. */
    public Optional<String> first(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return Optional.of(values.get(i));
            }
        }
        return Optional.empty();
    }

    public List<String> all(String name) {
        List<String> found = new ArrayList<>();
        forEach((n, v) -> {
            if (n.equalsIgnoreCase(name)) {
                found.add(v);
            }
        });
        return found;
    }

    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < names.size(); i++) {
            action.accept(names.get(i), values.get(i));
        }
    }
}
