package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assume.assumeFalse;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.File;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Names in a package that must not become names on disk. */
public class HostileNamesTest {
    private static final boolean IS_WINDOWS = File.separatorChar == '\\';
    private static final String LEAVE_OUT =
            "\nLeave them out with 'excludes', and download each that is needed by 'fileName' to another 'file'";

    private static final List<String> HOSTILE = List.of(
            "..",
            "..%2Fevil",
            "%2e%2e%2fevil",
            "../evil",
            "a%2F..%2F..%2Fevil",
            "a%2F.%2Fevil",
            "%2Fetc%2Fevil",
            "/evil",
            "a%2F%2Fevil",
            "a%2F",
            "..%5Cevil",
            "..\\evil",
            "evil%00.txt",
            "evil%0Aline",
            "evil\u001b[2J",
            "evil%7F",
            "evil\u0085",
            "evil?",
            "e".repeat(256),
            "\u00e9".repeat(128),
            "a%2F" + "e".repeat(256) + "%2Fevil");

    /** Names that are good elsewhere. */
    private static final List<String> HOSTILE_ON_WINDOWS = List.of(
            "C:evil",
            "C:%5Cevil",
            "C%3A%2Fevil",
            "file:stream",
            "CON",
            "con.txt",
            "a%2Fnul%2Fevil",
            "LPT1.log",
            "com\u00b9",
            "AUX .txt",
            "conin$",
            "evil.",
            "evil%20",
            "dir.%2Fevil",
            "a%5Cevil",
            "evil*",
            "evil<",
            "evil|",
            "evil\"");

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void eachIsRefusedBeforeAnythingIsWritten() throws Exception {
        handoff.store("good", "good");
        for (String hostile : hostileHere()) {
            StoredFile stored = handoff.store(hostile, "evil");
            String message = message(() -> handoff.download(all("in")));
            assertThat(
                    hostile,
                    message,
                    allOf(startsWith("The file name '"), containsString("' in the package is refused: ")));
            assertThat(hostile, message, endsWith(LEAVE_OUT));
            assertFalse(hostile, message.replace("\n", "").matches("(?s).*\\p{Cc}.*"));
            assertEquals(hostile, 2, message.lines().count());
            handoff.registry().deleteFile(7, "app", "1.0", stored);
        }
        assertNothingCame();
    }

    @Test
    public void allCanBeLeftOut() throws Exception {
        handoff.store("good", "good");
        hostileHere().forEach(hostile -> handoff.store(hostile, "evil"));
        handoff.download(matching("good", "in"));
        assertEquals(List.of("in/good"), handoff.tree());
    }

    @Test
    public void eachIsRefusedBelowAPathToo() throws Exception {
        for (String hostile : hostileHere()) {
            StoredFile stored = handoff.store("p%2F" + hostile, "evil");
            message(() -> handoff.download(new FileSelection("", "", "", "", "in", "p", false, true)));
            handoff.registry().deleteFile(7, "app", "1.0", stored);
        }
        assertNothingCame();
    }

    @Test
    public void whatThisMachineCanHoldComes() throws Exception {
        assumeFalse(IS_WINDOWS);
        List<String> names = List.of(
                "aux.c",
                "file.",
                "README",
                "Readme",
                "q",
                "Q%2Fb",
                "CON",
                "a%2Fnul%2Fevil",
                "dir.%2Ff",
                "C%3A%2Ff",
                "a%20%2Ff",
                "a%2A%2Ff",
                "a%7Cb%2Ff");
        names.forEach(name -> handoff.store(name, name));
        handoff.download(all("in"));
        assertEquals(names.size(), handoff.tree().size());
        assertEquals("aux.c", new String(handoff.read("in/aux.c")));
        assertEquals("CON", new String(handoff.read("in/CON")));
    }

    @Test
    public void anUploadSaysOnceWhatWindowsCannotHold() throws Exception {
        assumeFalse(IS_WINDOWS);
        for (String name : List.of("aux.c", "d./f", "b", "B")) {
            handoff.write("out/" + name, 10);
        }
        handoff.upload(matching("**", "out"));
        assertEquals(
                List.of("note A download to Windows will refuse 'aux.c' ('aux.c' is reserved on Windows) and 2 others"),
                handoff.events.notes());
        handoff.download(all("in"));
        assertEquals(8, handoff.tree().size());
    }

    private static List<String> hostileHere() {
        return Stream.concat(HOSTILE.stream(), IS_WINDOWS ? HOSTILE_ON_WINDOWS.stream() : Stream.empty())
                .toList();
    }

    private void assertNothingCame() throws Exception {
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
        assertEquals(List.of(), handoff.tree());
    }
}
