package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeFalse;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.Timeout;

public class LocalPathsTest {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void whatNoFileCanBeCalledIsToldWithItsCharacter() {
        assertThat(
                refusal(() -> LocalPaths.resolve(handoff.workspace(), "dir", "a\0b")),
                is("'dir' is no path on this machine: 'a?b'"
                        + (WINDOWS ? " may not have '?' there" : ": Nul character not allowed")));
        assumeTrue(WINDOWS);
        assertThat(
                refusal(() -> handoff.upload(one("a<b"))),
                is("'file' is no path on this machine: 'a<b' may not have '<' there"));
    }

    @Test
    public void whatIsNoFileIsRefusedBeforeAnythingIsAsked() {
        for (String folder : WINDOWS
                ? List.of("C:\\", "C:", "\\", "sub\\", "..\\..\\..\\..\\..\\..\\..\\..\\..")
                : List.of("/.", "/..")) {
            assertThat(
                    folder,
                    refusal(() -> handoff.download(one(folder, "a"))),
                    is("'file' must name a file, not a folder: use 'dir' for a folder"));
        }
        assertEquals(0, handoff.registry().requests().all().size());
    }

    @Test
    public void aBackslashIsPartOfANameWhereItSeparatesNothing() throws Exception {
        assumeFalse(WINDOWS);
        handoff.store("a", "a");
        handoff.download(one("sub\\", "a"));
        assertThat(handoff.tree(), is(List.of("sub\\")));
    }

    @Test
    public void aDriveThatIsNotThereIsTold() {
        assumeTrue(WINDOWS);
        assumeFalse(Files.exists(Path.of("Q:\\")));
        for (String path : List.of("Q:\\", "Q:\\out", "Q:out")) {
            String told = " is '" + path + "', and there is no such drive on this machine";
            assertThat(refusal(() -> handoff.download(all(path))), is("'dir'" + told));
            assertThat(refusal(() -> handoff.upload(matching("*", path))), is("'dir'" + told));
            assertThat(refusal(() -> handoff.upload(one(path, "a"))), is("'file'" + told));
            assertThat(refusal(() -> handoff.download(one(path, "a"))), is("'file'" + told));
        }
        assertEquals(0, handoff.registry().requests().all().size());
    }

    private static String refusal(ThrowingRunnable call) {
        return assertThrows(InvalidRequestException.class, call).getMessage();
    }
}
