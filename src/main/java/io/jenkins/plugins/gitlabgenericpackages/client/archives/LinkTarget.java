package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.files.TargetFolder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Where a symbolic link leads by its text, when nothing of what it leads through is on the disk yet. */
final class LinkTarget {
    private static final String LEADS_AWAY = "leads out of the folder";

    private LinkTarget() {}

    /**
     * Returns why the link must not be made, or an empty text. A way up is taken only from what is known to be a folder:
     * from there it leads where the text says. From another link it may lead anywhere.
     *
     * @param link its name, with {@code /} between folders
     * @param isFolder whether a name is that of a folder, and of no link to one
     */
    static String problem(String link, String target, Predicate<String> isFolder) {
        if (target.isEmpty() || target.startsWith("/")) {
            return target.isEmpty() ? "leads nowhere" : LEADS_AWAY;
        }
        Deque<String> folders = new ArrayDeque<>(List.of(link.split("/")));
        folders.removeLast();
        for (String part : target.split("/")) {
            if (part.equals("..")) {
                if (folders.isEmpty()) {
                    return LEADS_AWAY;
                }
                if (!isFolder.test(String.join("/", folders))) {
                    return "leads up again from '" + String.join("/", folders) + "', which is no folder of the archive";
                }
                folders.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                String problem = TargetFolder.problemOnDisk(part);
                if (!problem.isEmpty()) {
                    return "cannot be made here: " + problem;
                }
                folders.addLast(part);
            }
        }
        return "";
    }
}
