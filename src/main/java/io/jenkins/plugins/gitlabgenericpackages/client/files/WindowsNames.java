package io.jenkins.plugins.gitlabgenericpackages.client.files;

import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names that are good elsewhere, and that Windows cannot hold or takes for others. */
final class WindowsNames {
    private static final Pattern RESERVED = Pattern.compile(
            "(con|prn|aux|nul|conin\\$|conout\\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])( *\\..*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"|?*\\\\]");

    private WindowsNames() {}

    static boolean countHere() {
        return File.separatorChar == '\\';
    }

    /**
     * Returns why Windows cannot hold the name, or an empty text.
     *
     * @param name with {@code /} between folders
     */
    static String problem(String name) {
        for (String segment : name.split("/", -1)) {
            if (FORBIDDEN.matcher(segment).find()) {
                return "it contains a character that is not allowed in a file name on Windows";
            }
            if (RESERVED.matcher(segment).matches()) {
                return "'" + segment + "' is reserved on Windows";
            }
            if (segment.endsWith(".") || segment.endsWith(" ")) {
                return "a part of it ends with a dot or a space";
            }
        }
        return "";
    }

    /** Returns what to tell of all names that Windows will not take, if there are any. */
    static Optional<String> warning(Collection<String> names) {
        List<String> bad =
                names.stream().filter(name -> !problem(name).isEmpty()).sorted().toList();
        Map<String, String> collisions = TargetFolder.collisions(names);
        int count = bad.size() + collisions.size();
        if (count == 0) {
            return Optional.empty();
        }
        String example = bad.isEmpty()
                ? collisions.entrySet().stream()
                        .min(Map.Entry.comparingByKey())
                        .map(pair -> "'" + pair.getKey() + "' beside '" + pair.getValue() + "'")
                        .orElseThrow()
                : "'" + bad.get(0) + "' (" + problem(bad.get(0)) + ")";
        return Optional.of("A download to Windows will refuse " + example
                + (count == 1 ? "" : " and " + (count - 1) + (count == 2 ? " other" : " others")));
    }
}
