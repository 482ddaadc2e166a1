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

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Names in a package that must not become names on disk. */
public class HostileNamesTest {
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
            "evil%00.txt",
            "evil%0Aline",
            "evil\u001b[2J",
            "evil%7F",
            "evil\u0085",
            "evil*",
            "evil?",
            "evil<",
            "evil|",
            "evil\"",
            "e".repeat(256),
            "\u00e9".repeat(128),
            "a%2F" + "e".repeat(256) + "%2Fevil");

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void eachIsRefusedBeforeAnythingIsWritten() throws Exception {
        handoff.store("good", "good");
        for (String hostile : HOSTILE) {
            StoredFile stored = handoff.store(hostile, "evil");
            String message = message(() -> handoff.download(all("in")));
            assertThat(
                    hostile,
                    message,
                    allOf(startsWith("The file name '"), containsString("' in the package is refused: ")));
            assertThat(hostile, message, endsWith("\nLeave them out with 'excludes'"));
            assertFalse(hostile, message.replace("\n", "").matches("(?s).*\\p{Cc}.*"));
            assertEquals(hostile, 2, message.lines().count());
            handoff.registry().deleteFile(7, "app", "1.0", stored);
        }
        assertNothingCame();
    }

    @Test
    public void allCanBeLeftOut() throws Exception {
        handoff.store("good", "good");
        HOSTILE.forEach(hostile -> handoff.store(hostile, "evil"));
        handoff.download(matching("good", "in"));
        assertEquals(List.of("in/good"), handoff.tree());
    }

    @Test
    public void eachIsRefusedBelowAPathToo() throws Exception {
        for (String hostile : HOSTILE) {
            StoredFile stored = handoff.store("p%2F" + hostile, "evil");
            message(() -> handoff.download(new FileSelection("", "", "", "", "in", "p", false)));
            handoff.registry().deleteFile(7, "app", "1.0", stored);
        }
        assertNothingCame();
    }

    private void assertNothingCame() throws Exception {
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
        assertEquals(List.of(), handoff.tree());
    }
}
