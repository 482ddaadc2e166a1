package io.jenkins.plugins.gitlabgenericpackages.shell;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ShellTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void namesOfVariablesHaveNoCaseOnWindowsAlone() {
        Map<String, String> environment = Map.of("Gitlab_Token", "t");
        assertEquals(Optional.of("t"), shell(Shell.inAnyCase(environment)).variable("GITLAB_TOKEN"));
        assertEquals(Optional.empty(), shell(environment).variable("GITLAB_TOKEN"));
    }

    @Test
    public void whatGoesIntoAFileIsNotWatched() throws Exception {
        try (FileOutputStream log = new FileOutputStream(folder.newFile())) {
            assertTrue(Terminal.isRedirected(log));
        }
    }

    @Test
    public void aDumbTerminalIsNotWrittenOver() {
        assertFalse(Terminal.isWatched(Map.of("TERM", "dumb")));
    }

    private static Shell shell(Map<String, String> environment) {
        return new Shell(environment, Path.of("").toAbsolutePath(), System.out, System.err, false);
    }
}
