package io.jenkins.plugins.gitlabgenericpackages.serve;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** The program's arguments; what it does when they fit is tested where the command line's processes are. */
public class ServeCommandTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    public void helpIsNoFailure() {
        assertEquals(0, run("--help"));
        assertTrue(out(), out().startsWith("Usage: " + ServeCommand.NAME + " "));
        assertTrue(out(), out().contains("Example"));
        assertEquals("", err());
    }

    @Test
    public void versionIsPrinted() {
        assertEquals(0, run("--version"));
        assertTrue(out(), out().startsWith(ServeCommand.NAME + " "));
    }

    @Test
    public void folderIsNeeded() {
        assertUsage(run(), "'--dir=DIR'");
    }

    @Test
    public void portMustBeOne() {
        assertUsage(run("--dir=d", "--port=70000"), "--port must be from 0 to 65535");
    }

    @Test
    public void someRequestsAreAllowed() {
        assertUsage(run("--dir=d", "--requests-per-minute=0"), "--requests-per-minute must be at least 1");
    }

    @Test
    public void projectsHaveAnIdAndAPath() {
        for (String wrong : new String[] {"42", "42=", "42=app", "0=group/app", "group/app=42", "42=group/"}) {
            err.reset();
            assertUsage(run("--dir=d", "--project=" + wrong), "'" + wrong + "' is not like 42=group/app");
        }
        err.reset();
        assertUsage(run("--dir=d", "--project=42=g/a", "--project=42=g/b"), "--project must not name one ID twice");
    }

    @Test
    public void misspelledOptionIsCorrected() {
        assertUsage(run("--dir=d", "--tokn=1"), "Unknown option --tokn. Did you mean --token? (see ");
    }

    @Test
    public void takenPortIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertEquals(1, run("--dir=d", "--port=" + other.getLocalPort()));
            assertTrue(err(), err().contains("Port " + other.getLocalPort() + " cannot be used"));
        }
    }

    private int run(String... args) {
        Shell shell = new Shell(Map.of(), folder.getRoot().toPath(), print(out), print(err), false);
        return ServeCommand.run(shell, args);
    }

    private void assertUsage(int exitCode, String part) {
        assertEquals(err(), 2, exitCode);
        assertEquals("", out());
        assertEquals(err(), 1, err().lines().count());
        assertTrue(err(), err().startsWith(ServeCommand.NAME + ": "));
        assertTrue(err(), err().contains(part));
        assertFalse(err(), err().contains("Exception"));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
