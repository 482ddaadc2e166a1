package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** Whatever the plugin shows in English, it shows in German too. */
public class TranslationTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/jenkins/plugins/gitlabgenericpackages");
    private static final Pattern KEY = Pattern.compile("\\$\\{%([^}(]+)");

    @Test
    public void everyHelpIsTranslated() throws IOException {
        List<Path> missing = new ArrayList<>();
        List<Path> helps = files(".*/help[^_]*\\.html");
        for (Path help : helps) {
            if (!Files.exists(german(help, ".html"))) {
                missing.add(help);
            }
        }
        assertThat(helps.size(), greaterThan(20));
        assertThat(missing, empty());
    }

    @Test
    public void everyMessageIsTranslated() throws IOException {
        List<String> missing = new ArrayList<>();
        List<Path> rooms = files(".*/Messages\\.properties");
        for (Path messages : rooms) {
            Set<String> translated = keys(german(messages, ".properties"));
            keys(messages).stream()
                    .filter(key -> !translated.contains(key))
                    .forEach(key -> missing.add(messages + ": " + key));
        }
        assertThat(rooms.size(), greaterThan(1));
        assertThat(missing, empty());
    }

    @Test
    public void everyTextOfAPageIsTranslated() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path page : files(".*\\.jelly")) {
            Path german = german(
                    page.resolveSibling(page.getFileName().toString().replace(".jelly", ".properties")), ".properties");
            Set<String> translated = Files.exists(german) ? keys(german) : Set.of();
            Matcher matcher = KEY.matcher(Files.readString(page));
            while (matcher.find()) {
                if (!translated.contains(matcher.group(1))) {
                    missing.add(page + ": " + matcher.group(1));
                }
            }
        }
        assertThat(missing, empty());
    }

    @Test
    public void noTranslationOutlivesItsText() throws IOException {
        List<String> stale = new ArrayList<>();
        for (Path german : files(".*_de\\.properties")) {
            String name = german.getFileName().toString().replace("_de.properties", "");
            Path english = german.resolveSibling(name + ".properties");
            Path page = german.resolveSibling(name + ".jelly");
            Set<String> used = Files.exists(english) ? keys(english) : new HashSet<>();
            if (Files.exists(page)) {
                Matcher matcher = KEY.matcher(Files.readString(page));
                while (matcher.find()) {
                    used.add(matcher.group(1));
                }
            }
            keys(german).stream().filter(key -> !used.contains(key)).forEach(key -> stale.add(german + ": " + key));
        }
        assertThat(stale, empty());
    }

    private static List<Path> files(String pattern) throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            return all.filter(path -> path.toString().replace('\\', '/').matches(pattern))
                    .toList();
        }
    }

    private static Path german(Path path, String ending) {
        return path.resolveSibling(path.getFileName().toString().replace(ending, "_de" + ending));
    }

    private static Set<String> keys(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return new HashSet<>(properties.stringPropertyNames());
    }
}
