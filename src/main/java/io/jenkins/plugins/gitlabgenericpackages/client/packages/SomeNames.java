package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Some of many names, for a message: at most five, and how many others there are. */
public final class SomeNames {
    private static final int MOST = 5;

    private SomeNames() {}

    /** Returns the first ones by the alphabet. */
    public static String of(Collection<String> names) {
        return some(names.stream().sorted(), names.size());
    }

    /** Returns those that somebody may have meant who wrote that name, the most likely first. */
    public static String nearest(String wanted, Collection<String> names) {
        Comparator<String> order = Comparator.comparingInt(name -> distance(wanted, name));
        return some(names.stream().sorted(order.thenComparing(Comparator.naturalOrder())), names.size());
    }

    private static String some(Stream<String> sorted, int all) {
        List<String> some = sorted.limit(MOST).toList();
        int more = all - some.size();
        return String.join(", ", some) + (more > 0 ? " and " + more + (more == 1 ? " other" : " others") : "");
    }

    /** Returns how many letters have to be typed, changed or deleted (Levenshtein), whatever their case. */
    private static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            int diagonal = i - 1;
            for (int j = 0; j <= to.length(); j++) {
                int above = row[j];
                if (i == 0 || j == 0) {
                    row[j] = i + j;
                } else {
                    int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                    row[j] = Math.min(diagonal + change, 1 + Math.min(above, row[j - 1]));
                }
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
