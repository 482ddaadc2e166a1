package io.jenkins.plugins.gitlabgenericpackages.serve;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** What is in the two runnable jars: what GitLab jobs download carries no server. */
public class RunnableJarsIT {
    private static final String COMMAND_LINE = "gitlab-generic-packages.jar";
    private static final String STAND_IN = "gitlab-stand-in-registry.jar";
    private static final String PROJECT = "io/jenkins/plugins/gitlabgenericpackages/";
    /** The folder of a class, as much of it as tells whose it is. */
    private static final Pattern ROOM = Pattern.compile("(" + PROJECT + "\\w+|picocli|\\w+/\\w+)/.*\\.class");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Test
    public void commandLineCarriesTheClientAndNoServer() throws Exception {
        Set<String> expected = Set.of(
                PROJECT + "cli", PROJECT + "client", PROJECT + "shell", "org/apache", "org/json", "org/tukaani", "picocli");
        assertEquals(new TreeSet<>(expected), rooms(COMMAND_LINE));
    }

    @Test
    public void standInCarriesTheServerAndOfTheClientNoMoreThanItPrintsWith() throws Exception {
        Set<String> expected = Set.of(
                PROJECT + "client",
                PROJECT + "serve",
                PROJECT + "shell",
                PROJECT + "standin",
                "org/eclipse",
                "org/json",
                "org/slf4j",
                "picocli");
        assertEquals(new TreeSet<>(expected), rooms(STAND_IN));
        try (JarFile file = new JarFile(jar(STAND_IN).toFile())) {
            assertEquals(
                    List.of(PROJECT + "client/http/message/PrintableText.class"),
                    file.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.startsWith(PROJECT + "client/") && name.endsWith(".class"))
                            .toList());
        }
    }

    @Test
    public void standInServes() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar(STAND_IN).toString(),
                        "--port",
                        "0",
                        "--dir",
                        folder.getRoot().getPath())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader printed = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder all = new StringBuilder();
            for (String line; !all.toString().contains("Ctrl-C ends it.") && (line = printed.readLine()) != null; ) {
                all.append(line).append('\n');
            }
            assertTrue(all.toString(), all.toString().contains(" at http://127.0.0.1:"));
            assertTrue(all.toString(), all.toString().contains("Ctrl-C ends it."));
        } finally {
            process.destroy();
        }
    }

    @Test
    public void bothRun() throws Exception {
        for (String jar : List.of(COMMAND_LINE, STAND_IN)) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-jar",
                            jar(jar).toString(),
                            "--version")
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(printed, 0, process.waitFor());
            assertTrue(printed, printed.matches(jar.replace(".jar", "") + " [\\w.-]+\\s+"));
        }
    }

    private static Set<String> rooms(String jar) throws IOException {
        Set<String> rooms = new TreeSet<>();
        try (JarFile file = new JarFile(jar(jar).toFile())) {
            file.stream()
                    .map(entry -> ROOM.matcher(entry.getName()))
                    .filter(Matcher::matches)
                    .forEach(found -> rooms.add(found.group(1)));
        }
        return rooms;
    }

    private static Path jar(String name) {
        return Path.of(System.getProperty("jars"), name);
    }
}
