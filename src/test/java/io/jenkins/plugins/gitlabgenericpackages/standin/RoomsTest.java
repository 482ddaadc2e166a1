package io.jenkins.plugins.gitlabgenericpackages.standin;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** The stand-in's packages are small, and use each other in one direction. */
public class RoomsTest {
    private static final Path SOURCES = Path.of("src/standin/java/io/jenkins/plugins/gitlabgenericpackages/standin");
    private static final Pattern IMPORT =
            Pattern.compile("import (?:static )?io\\.jenkins\\.plugins\\.gitlabgenericpackages\\.([\\w.]+?)\\.[A-Z]");
    /** Each may use those after it. */
    private static final List<String> ROOMS = List.of(
            "standin",
            "standin.gitlab",
            "standin.releases",
            "standin.rights",
            "standin.downloads",
            "standin.faults",
            "standin.http",
            "standin.store");

    @Test
    public void arrowsPointOneWay() throws IOException {
        for (String room : ROOMS) {
            Set<String> used = new TreeSet<>();
            for (Path source : sources(room)) {
                IMPORT.matcher(Files.readString(source)).results().forEach(found -> used.add(found.group(1)));
            }
            used.removeAll(ROOMS.subList(ROOMS.indexOf(room), ROOMS.size()));
            assertThat(room + " uses what is above it", used, is(Set.of()));
        }
    }

    @Test
    public void roomsAreSmall() throws IOException {
        for (String room : ROOMS) {
            assertTrue(room, sources(room).size() <= 21);
        }
        try (Stream<Path> all = Files.walk(SOURCES)) {
            assertThat(all.filter(Files::isDirectory).count(), is((long) ROOMS.size()));
        }
    }

    private static List<Path> sources(String room) throws IOException {
        Path folder = SOURCES.resolve(room.replaceFirst("^standin\\.?", ""));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
