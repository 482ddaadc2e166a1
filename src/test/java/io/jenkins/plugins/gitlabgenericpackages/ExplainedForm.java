package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a step that has fields of its own.
 *
 * @param step the class of the step and its room, such as {@code releases/GitLabGenericReleaseStep}
 */
public record ExplainedForm(String step) {
    private static final Pattern ENTRY =
            Pattern.compile("<g:entry field=\"(\\w+)\".*?\"\\$\\{%([^}]+)\\}\"", Pattern.DOTALL);

    /** Finds that each of so many fields is explained by its label, in both languages and in a page of the documentation. */
    public void assertExplained(int fields, Path documentation) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        Matcher entry = ENTRY.matcher(Files.readString(file("config.jelly")));
        while (entry.find()) {
            labels.put(entry.group(1), entry.group(2));
        }
        labels.remove("projectId");
        assertThat(labels.size(), is(fields));
        Properties german = new Properties();
        german.load(Files.newBufferedReader(file("config_de.properties")));
        String page = Files.readString(documentation);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String field = label.getKey();
            assertThat(page, containsString("`" + field + "`"));
            explains(field, label.getValue(), "");
            explains(field, german.getProperty(label.getValue()), "_de");
        }
    }

    private void explains(String field, String label, String language) throws IOException {
        String help = Files.readString(file("help-" + field + language + ".html"));
        assertThat(help, containsString("<em>" + label + "</em>"));
        assertThat(help, containsString("Pipeline <code>" + field + "</code>"));
    }

    private Path file(String name) {
        return Path.of("src/main/resources/io/jenkins/plugins/gitlabgenericpackages", step, name);
    }
}
