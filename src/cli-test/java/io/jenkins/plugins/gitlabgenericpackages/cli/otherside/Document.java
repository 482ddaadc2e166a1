package io.jenkins.plugins.gitlabgenericpackages.cli.otherside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation, and the code that it prints. */
record Document(String text) {
    static Document of(String path) throws IOException {
        return new Document(Files.readString(Path.of(path)));
    }

    /** Returns the blocks of a language under a heading. */
    List<String> code(String heading, String language) {
        String section = ("\n" + text).split("\n## " + Pattern.quote(heading) + "\n", 2)[1].split("\n## ", 2)[0];
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(section)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
