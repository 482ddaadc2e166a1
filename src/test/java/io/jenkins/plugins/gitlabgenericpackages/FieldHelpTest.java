package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Test;

/** The help of each field of the steps says what the form calls it and what a Pipeline does. */
public class FieldHelpTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/jenkins/plugins/gitlabgenericpackages");
    private static final List<String> STEPS =
            List.of("RegistryStep", "GenericPackageStep", "GitLabGenericUploadStep", "GitLabGenericDownloadStep");
    private static final Pattern ENTRY =
            Pattern.compile("<g:entry field=\"(\\w+)\".*?\"\\$\\{%([^}]+)\\}\"", Pattern.DOTALL);

    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| `(\\w+)` \\| ([^|]*) \\|.*");
    private static final Pattern LITERAL = Pattern.compile("`(\\w+)`");

    private final Map<String, Path> pages = new TreeMap<>();
    private final Map<String, String> labels = new TreeMap<>();

    @Before
    public void readForms() throws IOException {
        for (Path page : files(".*\\.jelly")) {
            Matcher entry = ENTRY.matcher(Files.readString(page));
            while (entry.find()) {
                labels.put(entry.group(1), entry.group(2));
                pages.put(entry.group(1), page);
            }
        }
        assertThat(labels.size(), is(28));
    }

    @Test
    public void tableHasEveryParameterWithLabelAndDefault() throws Exception {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/parameters.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(2), row.group(1));
                Matcher literal = LITERAL.matcher(row.group(3));
                if (literal.matches()) {
                    assertThat(line, defaultOf(row.group(2)), is(literal.group(1)));
                }
            }
        }
        assertThat(rows, is(labels));
    }

    private static String defaultOf(String parameter) throws Exception {
        for (GenericPackageStep step :
                List.of(new GitLabGenericUploadStep("app", "1.0"), new GitLabGenericDownloadStep("app", "1.0"))) {
            for (PropertyDescriptor property :
                    Introspector.getBeanInfo(step.getClass()).getPropertyDescriptors()) {
                if (property.getName().equals(parameter)) {
                    return String.valueOf(property.getReadMethod().invoke(step));
                }
            }
        }
        throw new AssertionError(parameter);
    }

    @Test
    public void helpNamesLabelAndParameter() throws IOException {
        int helps = 0;
        for (Path help : files("help-.*\\.html")) {
            String field = help.getFileName().toString().replaceAll("help-|_de|\\.html", "");
            String label = labels.get(field);
            if (help.toString().endsWith("_de.html")) {
                label = german(pages.get(field)).getProperty(label);
            }
            String first = Files.readAllLines(help).get(1);
            assertThat(help.toString(), first, containsString("<em>" + label + "</em>"));
            assertThat(help.toString(), first, containsString("Pipeline <code>" + field + "</code>"));
            helps++;
        }
        assertThat(helps, is(2 * (labels.size() + 6)));
    }

    private static List<Path> files(String name) throws IOException {
        try (Stream<Path> all = STEPS.stream().flatMap(FieldHelpTest::list)) {
            return all.filter(path -> path.getFileName().toString().matches(name))
                    .toList();
        }
    }

    private static Stream<Path> list(String step) {
        try {
            return Files.list(RESOURCES.resolve(step));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Properties german(Path page) throws IOException {
        Properties properties = new Properties();
        Path file = page.resolveSibling(page.getFileName().toString().replace(".jelly", "_de.properties"));
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }
}
