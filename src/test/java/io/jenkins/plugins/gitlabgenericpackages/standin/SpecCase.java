package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.util.Arrays;
import java.util.List;

/**
 * A line of the table of what GitLab's request specs expect.
 *
 * @param spec the spec's file
 * @param rows how many examples of the spec it stands for
 * @param name the case, in few words
 * @param method an HTTP method, or AUTHORIZE for the part of a PUT before its body
 * @param target the address behind that of the project
 * @param asker the kind of token and the role of its user
 * @param given what is so before, as words for {@link SpecScene}
 * @param want what comes of it, as words for {@link SpecResult}, the status first
 */
record SpecCase(
        String spec,
        int rows,
        String name,
        String method,
        String target,
        String asker,
        List<String> given,
        List<String> want) {
    static SpecCase of(String line) {
        String[] cells = line.split("\t", -1);
        int space = cells[3].indexOf(' ');
        return new SpecCase(
                cells[0],
                Integer.parseInt(cells[1]),
                cells[2],
                cells[3].substring(0, space),
                cells[3].substring(space + 1),
                cells[4],
                words(cells[5]),
                words(cells[6]));
    }

    private static List<String> words(String cell) {
        return Arrays.stream(cell.split("; ")).filter(each -> !each.isEmpty()).toList();
    }

    @Override
    public String toString() {
        return spec + ", " + name + " (" + method + " " + target + " as " + asker + ", " + given + ")";
    }
}
