package io.jenkins.plugins.gitlabgenericpackages.cli;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.json.JSONStringer;
import org.json.JSONWriter;

/**
 * Writes JSON objects, and arrays with one object on each line, its keys in the order given, in ASCII whatever the
 * locale is.
 */
final class JsonLines {
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7e]");

    private JsonLines() {}

    /** @param write adds the keys and values of one item to its object */
    static <T> String array(List<T> items, BiConsumer<JSONWriter, T> write) {
        if (items.isEmpty()) {
            return "[]";
        }
        return items.stream().map(item -> object(item, write)).collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
    }

    /** @param write adds the keys and values of the item to its object */
    static <T> String object(T item, BiConsumer<JSONWriter, T> write) {
        JSONStringer json = new JSONStringer();
        write.accept(json.object(), item);
        return NOT_ASCII
                .matcher(json.endObject().toString())
                .replaceAll(match -> escaped(match.group()));
    }

    private static String escaped(String character) {
        return character.chars()
                .mapToObj(unit -> String.format("\\\\u%04x", unit))
                .collect(Collectors.joining());
    }
}
