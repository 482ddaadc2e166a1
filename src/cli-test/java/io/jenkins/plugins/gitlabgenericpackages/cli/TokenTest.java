package io.jenkins.plugins.gitlabgenericpackages.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.cli.Commands.Result;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class TokenTest {
    private static final String VERSION = "--package-version=1";

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final Commands commands = new Commands();

    @Test
    public void comesFromTheDefaultVariable() throws Exception {
        assertEquals(0, upload().exitCode());
        assertSentAs("PRIVATE-TOKEN", Commands.TOKEN);
    }

    @Test
    public void comesFromAnotherVariable() throws Exception {
        commands.environment.put("GITLAB_TOKEN", "glpat-wrong");
        commands.environment.put("DEPLOY_TOKEN", "gldt-stand-in");
        assertEquals(0, upload("--token-env=DEPLOY_TOKEN").exitCode());
        assertSentAs("DEPLOY-TOKEN", "gldt-stand-in");
    }

    @Test
    public void comesFromAFile() throws Exception {
        commands.environment.put("GITLAB_TOKEN", "glpat-wrong");
        commands.write("token", Commands.TOKEN + "\n");
        assertEquals(0, upload("--token-file=token").exitCode());
        assertSentAs("PRIVATE-TOKEN", Commands.TOKEN);
    }

    @Test
    public void ofAFileHasNoByteOrderMark() throws Exception {
        commands.write("token", "\ufeff" + Commands.TOKEN + "\r\n");
        assertEquals(0, upload("--token-file=token").exitCode());
        assertSentAs("PRIVATE-TOKEN", Commands.TOKEN);
        byte[] utf16 = ("\ufeff" + Commands.TOKEN).getBytes(StandardCharsets.UTF_16BE);
        Files.write(commands.directory().resolve("token"), utf16);
        Result result = upload("--token-file=token");
        assertEquals(2, result.exitCode());
        assertTrue(result.err(), result.err().contains("cannot be read: it is in UTF-16"));
    }

    @Test
    public void thatNothingHasReplacedIsSeenBeforeItIsSent() throws Exception {
        commands.environment.put("GITLAB_TOKEN", "$CI_JOB_TOKEN");
        Result result = upload();
        assertEquals(2, result.exitCode());
        assertTrue(
                result.err(), result.err().contains("GITLAB_TOKEN: The token is a variable that nothing has replaced"));
        assertEquals(List.of(), commands.registry.requests().all());
    }

    @Test
    public void isThatOfTheJobInGitLabCi() throws Exception {
        inGitLabCi();
        commands.write("a.txt", "a");
        Result result = commands.plain("upload", "--package-name=app", VERSION, "--file=a.txt");
        assertEquals(result.err(), 0, result.exitCode());
        assertSentAs("JOB-TOKEN", "glcbt-stand-in");
    }

    @Test
    public void givenOneGoesBeforeThatOfTheJob() throws Exception {
        inGitLabCi();
        commands.environment.put("GITLAB_TOKEN", Commands.TOKEN);
        commands.write("a.txt", "a");
        assertEquals(
                0,
                commands.plain("upload", "--package-name=app", VERSION, "--file=a.txt")
                        .exitCode());
        assertSentAs("PRIVATE-TOKEN", Commands.TOKEN);
    }

    @Test
    public void jobTokenNamedByVariableIsOne() throws Exception {
        commands.environment.remove("GITLAB_TOKEN");
        commands.environment.put("CI_JOB_TOKEN", "glcbt-stand-in");
        upload("--token-env=CI_JOB_TOKEN");
        assertSentAs("JOB-TOKEN", "glcbt-stand-in");
    }

    @Test
    public void jobTokenIsNotSentToAnotherGitLab() throws Exception {
        inGitLabCi();
        commands.environment.put("CI_API_V4_URL", "https://gitlab.example.com/api/v4");
        assertEquals(1, upload().exitCode());
        assertFalse(commands.registry.requests().all().isEmpty());
        for (RecordedRequest request : commands.registry.requests().all()) {
            assertFalse(request.toString(), request.hasCredentials());
        }
    }

    @Test
    public void noneIsNeededForAPublicProject() throws Exception {
        commands.use(commands.anotherRegistry().project(Project.ofPublic(7, "group/sub/app")));
        commands.environment.remove("GITLAB_TOKEN");
        commands.registry.addFiles(Commands.PROJECT, "app", "1", 2);
        Result result = commands.run("download", VERSION, "--dir=out");
        assertEquals(result.err(), 0, result.exitCode());
        assertTrue(Files.exists(commands.directory().resolve("out/file-0002.txt")));
    }

    @Test
    public void typeCanBeGiven() throws Exception {
        commands.environment.put("GITLAB_TOKEN", "gldt-stand-in");
        upload("--token-type=job");
        assertSentAs("JOB-TOKEN", "gldt-stand-in");
    }

    @Test
    public void isNeverAnArgument() throws Exception {
        for (String[] args : List.of(
                new String[] {"--token", "glpat-secret"},
                new String[] {"--token=glpat-secret"},
                new String[] {"--token-env", "glpat-secret"},
                new String[] {"--token-file", "glpat-secret"},
                new String[] {"--token-type", "glpat-secret"},
                new String[] {"--private-token", "glpat-secret"},
                new String[] {"--private-token=glpat-secret"},
                new String[] {"glpat-secret"})) {
            for (String command : List.of("upload", "download", "list")) {
                Result result = commands.run(command, args);
                assertEquals(String.join(" ", args), 2, result.exitCode());
                assertEquals(result.err(), 1, result.err().lines().count());
                assertFalse(result.err(), result.err().contains("secret"));
            }
        }
        assertTrue(commands.run("upload", "--token", "x").err().contains("There is no --token"));
        Result folder = commands.run("upload", VERSION, "--includes=*", "--dir=glpat-secret");
        assertTrue(folder.err(), folder.err().contains("There is no folder"));
        assertFalse(folder.err(), folder.err().contains("secret"));
        assertEquals(List.of(), commands.registry.requests().all());
    }

    @Test
    public void missingOneIsWrongUsage() throws Exception {
        commands.write("empty", "\n");
        commands.write("words", "not a token\n");
        Files.write(commands.directory().resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertUsage("the environment variable NONE is not set", "--token-env=NONE");
        assertUsage("--token-file: there is no file", "--token-file=none");
        assertUsage("--token-file: The token is empty", "--token-file=empty");
        assertUsage("--token-file: The token contains a space", "--token-file=words");
        assertUsage("--token-file: the file", "--token-file=binary");
        assertUsage("--token-file: there is no file 'a?b', nor can one be called so", "--token-file=a\0b");
        assertUsage("--token-file names a file of this machine, not an address", "--token-file=https://u:p@host/");
        commands.write("long", "x".repeat(1024 * 1024 + 1));
        assertUsage("long cannot be read: it is longer than 1048576 bytes", "--token-file=long");
        assertUsage("either --token-env or --token-file", "--token-file=empty", "--token-env=X");
    }

    @Test
    public void isNeverPrintedOrWritten() throws Exception {
        commands.write("a.txt", "a");
        assertEquals(0, upload("--json").exitCode());
        assertEquals(0, commands.run("list", "--json").exitCode());
        assertEquals(0, commands.run("list", VERSION).exitCode());
        assertEquals(0, commands.run("download", VERSION, "--dir=out", "--json").exitCode());
        commands.run("download", VERSION, "--file=none.txt");
        commands.run("download", "--package-version=2");
        commands.environment.put("GITLAB_TOKEN", Commands.TOKEN + "-wrong");
        assertEquals(1, upload().exitCode());
        commands.environment.put("GITLAB_TOKEN", Commands.TOKEN + " with space");
        assertEquals(2, upload().exitCode());
        for (String text : commands.printed) {
            assertFalse(text, text.contains(Commands.TOKEN));
        }
        try (Stream<Path> files = Files.walk(commands.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        file.toString(),
                        Files.readString(file, StandardCharsets.ISO_8859_1).contains(Commands.TOKEN));
            }
        }
    }

    private void inGitLabCi() {
        commands.environment.remove("GITLAB_TOKEN");
        commands.environment.put("CI_API_V4_URL", commands.registry.url() + "/api/v4");
        commands.environment.put("CI_PROJECT_ID", "7");
        commands.environment.put("CI_JOB_TOKEN", "glcbt-stand-in");
    }

    private Result upload(String... args) throws Exception {
        commands.write("a.txt", "a");
        return commands.run(
                "upload", Stream.concat(Stream.of(VERSION, "--file=a.txt"), Stream.of(args)).toArray(String[]::new));
    }

    private void assertSentAs(String header, String token) {
        List<RecordedRequest> requests = commands.registry.requests().all();
        assertFalse(requests.isEmpty());
        for (RecordedRequest request : requests) {
            assertEquals(token, request.header(header));
            assertNull(request.header("Authorization"));
        }
    }

    private void assertUsage(String part, String... args) throws Exception {
        Result result = upload(args);
        assertEquals(result.err(), 2, result.exitCode());
        assertTrue(result.err(), result.err().contains(part));
    }
}
