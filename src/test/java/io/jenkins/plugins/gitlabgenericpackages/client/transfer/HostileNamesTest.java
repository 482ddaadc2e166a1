package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Names in a package that must not become names on disk. */
@RunWith(Parameterized.class)
public class HostileNamesTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private final String stored;

    public HostileNamesTest(String stored) {
        this.stored = stored;
    }

    @Parameterized.Parameters(name = "{0}")
    public static List<String> names() {
        return List.of(
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
    }

    @Test
    public void isRefusedBeforeAnythingIsWritten() throws Exception {
        handoff.store("good", "good");
        handoff.store(stored, "evil");
        String message = message(() -> handoff.download(all("in")));
        assertThat(message, allOf(containsString("is refused: "), containsString("Leave them out with 'excludes'")));
        assertFalse(message.replace("\n", "").matches("(?s).*\\p{Cc}.*"));
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void canBeLeftOut() throws Exception {
        handoff.store("good", "good");
        handoff.store(stored, "evil");
        handoff.download(new FileSelection("", "", "good", "", "in", "", false));
        assertEquals(List.of("in/good"), handoff.tree());
    }

    @Test
    public void isRefusedBelowAPathToo() throws Exception {
        handoff.store("p%2F" + stored, "evil");
        message(() -> handoff.download(new FileSelection("", "", "", "", "in", "p", false)));
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
        assertEquals(List.of(), handoff.tree());
    }
}
