package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.nio.charset.StandardCharsets;
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

    /** Returns the first value of that name. */
    public Optional<String> first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
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

    /** Returns them after a request line, as they go over the wire (RFC 9112, section 3). */
    public byte[] requestHead(String method, String target) {
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
