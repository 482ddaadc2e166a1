package io.jenkins.plugins.gitlabgenericpackages.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeFalse;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.cli.Commands.Result;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class FailureMessageTest {
    private static final String VERSION = "--package-version=1";

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final Commands commands = new Commands();

    @Test
    public void folderAsFile() throws Exception {
        Files.createDirectory(commands.directory().resolve("build"));
        assertFailure(commands.run("upload", VERSION, "--file=build"), "is a folder: use --includes");
    }

    @Test
    public void unreadableFile() throws Exception {
        Path file = commands.write("secret.txt", "s");
        assumeTrue("Windows has no such right to take away", file.toFile().setReadable(false));
        assumeFalse("whoever may read everything is not refused", Files.isReadable(file));
        assertFailure(commands.run("upload", VERSION, "--file=secret.txt"), "cannot be read: permission denied");
    }

    @Test
    public void nothingMatched() {
        assertFailure(
                commands.run("upload", VERSION, "--includes=**/*.zip"),
                "matches '**/*.zip' (set --allow-empty if that is all right)");
        assertEquals(
                0,
                commands.run("upload", VERSION, "--includes=**/*.zip", "--allow-empty")
                        .exitCode());
    }

    @Test
    public void noSuchPackage() {
        assertFailure(commands.run("download", VERSION, "--dir=out"), "There is no package app 1 in group/sub/app");
        assertFailure(commands.run("list"), "There is no package app in group/sub/app");
        assertFailure(commands.run("list", VERSION), "There is no package app 1 in group/sub/app");
        assertFailure(commands.run("download", "--package-version=latest"), "There is no version of the package app");
    }

    @Test
    public void nobodyListensAtTheAddress() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Result result = commands.plain(
                "list",
                "--gitlab-url=http://127.0.0.1:" + port,
                "--project-id=7",
                "--package-name=app",
                "--retries=0");
        assertFailure(result, "no connection to 127.0.0.1:" + port);
    }

    @Test
    public void addressIsNoGitLab() throws Exception {
        commands.write("a.txt", "a");
        commands.registry.faults().add(Fault.status(200, "text/html", "<html>Welcome</html>").always());
        String part = "answered, but not as GitLab does. Is --gitlab-url the address of a GitLab?";
        assertFailure(commands.run("list"), part);
        assertFailure(commands.run("upload", VERSION, "--file=a.txt"), part);
        assertFailure(commands.run("download", VERSION, "--file=b.txt"), part);
        assertFalse(Files.exists(commands.directory().resolve("b.txt")));
    }

    @Test
    public void wrongToken() throws Exception {
        commands.write("a.txt", "a");
        commands.environment.put("GITLAB_TOKEN", "glpat-wrong");
        String part = "status 401: Unauthorized. Sent with the variable GITLAB_TOKEN, as an access token: check that"
                + " the token is right, not expired, and of that kind (--token-type)";
        assertFailure(commands.run("upload", VERSION, "--file=a.txt"), part);
        assertFailure(commands.run("download", VERSION, "--file=b.txt"), part);
        assertFailure(commands.run("list"), part);
    }

    @Test
    public void projectNotFound() {
        String[] arguments = {
            "list", "--gitlab-url=" + commands.registry.url(), "--project-id=group/none", "--package-name=app"
        };
        String hint = "There is no such project (--project-id), or this token may not see it. ";
        assertFailure(commands.plain(arguments), hint + "Sent with the variable GITLAB_TOKEN, as an access token");
        commands.environment.remove("GITLAB_TOKEN");
        assertFailure(
                commands.plain(arguments),
                "No token was sent: put one into the variable GITLAB_TOKEN, or use --token-env or --token-file. GitLab"
                        + " answered with status 404: Project Not Found. There is no such project (--project-id), or it is"
                        + " not public");
    }

    @Test
    public void existingFileFails() throws Exception {
        commands.write("a.txt", "a");
        assertEquals(0, commands.run("upload", VERSION, "--file=a.txt").exitCode());
        assertFailure(
                commands.run("upload", VERSION, "--file=a.txt", "--if-exists=FAIL"),
                "already has a file a.txt, and --if-exists is FAIL");
    }

    @Test
    public void everyFailedFileIsNamed() throws Exception {
        for (String name : new String[] {"a.txt", "b.txt", "c.txt"}) {
            commands.write(name, name);
        }
        commands.registry.faults().add(Fault.status(403).on(Route.UPLOAD).matching("/b.txt").always());
        commands.registry.faults().add(Fault.status(403).on(Route.UPLOAD).matching("/c.txt").always());
        Result result = commands.run("upload", VERSION, "--includes=*.txt", "--json");
        assertEquals(1, result.exitCode());
        assertEquals("", result.out());
        assertTrue(result.err(), result.err().contains(Main.NAME + ": 2 of 3 files failed"));
        assertTrue(result.err(), result.err().contains("\n  Failed to upload b.txt at "));
        assertTrue(result.err(), result.err().contains("\n  Failed to upload c.txt at "));
    }

    private static void assertFailure(Result result, String part) {
        assertEquals(result.err(), 1, result.exitCode());
        assertEquals("", result.out());
        assertTrue(result.err(), Commands.failure(result).contains(part));
        assertTrue(result.err(), result.err().lines().noneMatch(line -> line.startsWith("\tat ")));
        assertFalse(result.err(), result.err().contains("Exception"));
    }
}
