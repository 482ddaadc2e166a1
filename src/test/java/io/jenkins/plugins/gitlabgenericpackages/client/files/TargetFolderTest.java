package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assume.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class TargetFolderTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void harmlessNamesAreAccepted() {
        for (String name : new String[] {
            "a", "a/b/c.zip", ".hidden", "a..b", "con1", "console.log", "com", "lpt10", "nullable", "ü/日本", "a b", "~a"
        }) {
            assertThat(name, TargetFolder.problem(name), is(""));
        }
        assertThat(TargetFolder.problem("x".repeat(255)), is(""));
    }

    @Test
    public void namesThatWindowsAloneCannotHoldAreRefusedThere() {
        for (String name : new String[] {"aux.c", "file.", "a\\b", "C:a", "what*", "con", "d./f"}) {
            assertThat(name, TargetFolder.problem(name, true), not(""));
            if (!WindowsNames.countHere()) {
                assertThat(name, TargetFolder.problem(name, false), is(""));
            }
        }
    }

    @Test
    public void namesThatLeaveTheFolderAreRefused() {
        for (String name : new String[] {"", "/etc/passwd", "//server/share"}) {
            assertThat(name, TargetFolder.problem(name), is("it is absolute or empty"));
        }
        for (String name : new String[] {
            "..", "../a", "a/../b", "a/..", ".", "./a", "a//b", "a/", "..\\a", "a\\..\\b", "a\\..", "a/b\\.."
        }) {
            assertThat(name, TargetFolder.problem(name), containsString("leave the target folder"));
        }
    }

    @Test
    public void charactersOfOtherSystemsAreRefused() {
        for (String name : new String[] {
            "a\\b", "C:", "C:a", "a:stream", "a\nb", "a\u0000", "a\u007f", "a\u0085b", "a*", "a?", "a|b", "<a>", "\"a\""
        }) {
            assertThat(name, TargetFolder.problem(name, true), containsString("not allowed in a file name"));
        }
    }

    @Test
    public void devicesOfWindowsAreRefused() {
        for (String name : new String[] {
            "con", "CON", "nul.txt", "Aux.tar.gz", "a/prn/b", "com1", "LPT9.log", "com\u00b9", "conin$", "con .txt"
        }) {
            assertThat(name, TargetFolder.problem(name, true), containsString("reserved on Windows"));
        }
    }

    @Test
    public void partsThatWindowsWouldShortenAreRefused() {
        for (String name : new String[] {"a.", "a ", "a./b", "a /b", "..."}) {
            assertThat(name, TargetFolder.problem(name, true), containsString("ends with a dot or a space"));
        }
    }

    @Test
    public void longPartsAreRefusedByTheirBytes() {
        assertThat(TargetFolder.problem("x".repeat(256)), containsString("longer than 255 bytes"));
        assertThat(TargetFolder.problem("ü".repeat(128)), containsString("longer than 255 bytes"));
        assertThat(TargetFolder.problem("a/".repeat(200) + "b"), not(containsString("longer")));
    }

    @Test
    public void namesThatDifferDoNotCollide() {
        assertThat(collisions("a", "b", "a.b", "c/a", "c/b", "cc"), is(Map.of()));
        assertThat(collisions("a", "a"), is(Map.of()));
    }

    @Test
    public void namesThatDifferInCaseCollide() {
        assertThat(collisions("Readme", "README"), is(Map.of("README", "Readme")));
        assertThat(collisions("a/X", "A/x"), is(Map.of("A/x", "a/X")));
        assertThat(collisions("STRASSE", "straße"), is(Map.of("straße", "STRASSE")));
    }

    @Test
    public void namesThatDifferInTheirUnicodeFormCollide() {
        assertThat(collisions("\u00fc", "u\u0308"), is(Map.of("u\u0308", "\u00fc")));
    }

    @Test
    public void fileThatIsAnothersFolderCollides() {
        assertThat(collisions("a", "a/b"), is(Map.of("a/b", "a")));
        assertThat(collisions("A/b/c", "a/B"), is(Map.of("A/b/c", "a/B")));
        assertThat(collisions("a", "A", "A/b").get("A/b"), is("A"));
    }

    @Test
    public void theFileSystemIsAskedWhetherCaseCounts() throws Exception {
        Path root = temporary.getRoot().toPath().resolve("in");
        TargetFolder folder = new TargetFolder(root);
        assertThat(folder.collisionsHere(List.of("a", "b")), is(Map.of()));
        assertThat("nothing to ask", Files.exists(root), is(false));
        assertThat(folder.collisionsHere(List.of("a", "a/b")), is(Map.of("a/b", "a")));
        Files.createDirectory(root);
        Files.createFile(root.resolve("case"));
        boolean counts = !Files.exists(root.resolve("CASE"));
        assertThat(folder.collisionsHere(List.of("Readme", "README")).isEmpty(), is(counts));
        assertThat(folder.collisionsHere(List.of("a/X/1", "a/x/1")).isEmpty(), is(counts));
        assertThat(folder.collisionsHere(List.of("a/X/1", "a/x/2")), is(Map.of()));
        try (Stream<Path> left = Files.list(root)) {
            assertThat(left.count(), is(1L));
        }
    }

    @Test
    public void aNameThatThisMachineCannotHaveIsAProblem() {
        assumeFalse("Windows has all characters that Java has", WindowsNames.countHere());
        // Half of a pair, which no character set has; another locale lacks more.
        assertThat(TargetFolder.problem("a/b\ud800"), startsWith("this machine has no such names"));
    }

    private static Map<String, String> collisions(String... names) {
        return TargetFolder.collisions(List.of(names));
    }
}
