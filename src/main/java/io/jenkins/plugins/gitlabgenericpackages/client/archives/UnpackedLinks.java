package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The symbolic links of an archive, which wait until all else is unpacked: nothing is written through one. */
final class UnpackedLinks {
    private static final String ON_WINDOWS = ". On Windows, links need an administrator or the developer mode";

    /** Where they lead, by their names. */
    private Map<String, String> targets = new LinkedHashMap<>();

    /** Returns whether there was none of that name. */
    boolean add(String name, String target) {
        return targets.putIfAbsent(name, target) == null;
    }

    boolean has(String name) {
        return targets.containsKey(name);
    }

    boolean hasAnyAtTheTop() {
        return targets.keySet().stream().anyMatch(name -> name.indexOf('/') < 0);
    }

    /** Takes the beginning of each name away. */
    void cut(int length) {
        Map<String, String> shorter = new LinkedHashMap<>();
        targets.forEach((name, target) -> shorter.put(name.substring(length), target));
        targets = shorter;
    }

    /** @param isFolder whether a name below the root is that of a folder */
    void make(Path root, Predicate<String> isFolder) throws IOException, InterruptedException {
        for (Map.Entry<String, String> link : targets.entrySet()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            String name = link.getKey();
            String target = link.getValue();
            String what = "the link '" + PrintableText.name(name) + "' to '" + PrintableText.name(target) + "' ";
            String problem = LinkTarget.problem(name, target, isFolder);
            if (!problem.isEmpty()) {
                throw new IOException(what + problem);
            }
            try {
                Files.createSymbolicLink(root.resolve(name), Path.of(target));
            } catch (FileAlreadyExistsException e) {
                throw new IOException(what + "has the name of something else here", e);
            } catch (IOException | UnsupportedOperationException e) {
                String hint = File.separatorChar == '\\' ? ON_WINDOWS : "";
                throw new IOException(what + "cannot be made: " + e.getMessage() + hint, e);
            }
        }
    }
}
