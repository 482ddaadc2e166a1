package io.jenkins.plugins.gitlabgenericpackages.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.cli.Commands.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class UsageTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final Commands commands = new Commands();

    @Test
    public void helpIsNoFailure() {
        for (String command : List.of("upload", "download", "list")) {
            Result result = commands.plain(command, "--help");
            assertEquals(0, result.exitCode());
            assertTrue(result.out(), result.out().startsWith("Usage: " + Main.NAME + " " + command));
            assertTrue(result.out(), result.out().contains("Example"));
            assertEquals("", result.err());
        }
        Result result = commands.plain("--help");
        assertEquals(0, result.exitCode());
        assertTrue(result.out(), result.out().contains("130"));
        assertTrue(result.out(), result.out().contains("Uploads one file"));
    }

    @Test
    public void helpTellsDefaults() {
        String help = commands.plain("upload", "--help").out().replaceAll("\\s+", " ");
        assertTrue(help, help.contains("(default: SKIP_IDENTICAL)"));
        assertTrue(help, help.contains("(default: 0)"));
        assertTrue(help, help.contains("(default: 5)"));
        assertTrue(help, help.contains("GITLAB_TOKEN"));
    }

    /** {@code java.exe} expands a separate value, and {@code cmd} knows no single quotes. */
    @Test
    public void examplesCanBeTypedEverywhere() {
        for (String command : List.of("upload", "download", "list", "release", "cleanup")) {
            String help = commands.plain(command, "--help").out();
            for (String line :
                    help.substring(help.indexOf("Example")).lines().toList()) {
                assertFalse(line, line.matches("  .*--[a-z-]+ [^-].*"));
            }
            assertFalse(help, Pattern.compile("'[<>=]").matcher(help).find());
        }
    }

    @Test
    public void versionIsPrinted() {
        assertTrue(commands.plain("--version").out().startsWith(Main.NAME + " "));
    }

    @Test
    public void commandIsNeeded() {
        assertUsage(commands.plain(), "Say which command");
    }

    @Test
    public void packageIsNeeded() {
        assertUsage(commands.plain("upload", "--file=a"), "'--package-name=NAME', '--package-version=VERSION'");
    }

    @Test
    public void projectIsNeeded() {
        assertUsage(
                commands.plain("upload", "--package-name=a", "--package-version=1", "--file=a"),
                "--project-id is missing");
    }

    @Test
    public void misspelledOptionIsCorrected() {
        assertUsage(
                commands.run("upload", "--package-version=1", "--file=a", "--filename=b"),
                "Unknown option --filename. Did you mean --file");
    }

    @Test
    public void stepParametersAreNamedAsOptions() {
        assertUsage(
                commands.run("upload", "--package-version=1", "--file=a", "--includes=b"),
                "Give either --file or --includes, not both");
        assertUsage(
                commands.run("upload", "--package-version=1", "--file-name=a"),
                "--file-name names what --file uploads: give --file as well");
        assertUsage(
                commands.run("upload", "--package-version=1"), "Say what to upload: either --file or --includes");
        assertUsage(
                commands.run("download", "--package-version=1", "--sha256=00"),
                "--sha256 pins one file: it goes with --file or --file-name");
        assertUsage(
                commands.run("upload", "--package-version=1", "--file=a", "--archive=a.zip"),
                "Give either --archive or --file, not both: --archive packs what --includes selects below --dir");
        assertUsage(
                commands.run("upload", "--package-version=1", "--archive=a.rar"), "--archive 'a.rar' must end with ");
        assertUsage(
                commands.run("download", "--package-version=1", "--file=a.zip", "--unpack"),
                "--unpack leaves no archive that --file could name: give the archive as --file-name");
        assertUsage(
                commands.run("download", "--package-version=1", "--strip-components=1"),
                "--strip-components goes with --unpack");
        assertUsage(
                commands.run("download", "--package-version=1", "--unpack", "--strip-components=-1"),
                "--strip-components must be from 0 to 100");
        assertUsage(
                commands.run("download", "--package-version=1", "--parallel=33"), "--parallel must be from 0 to 32");
        assertUsage(
                commands.plain(
                        "download", "--package-name=a", "--package-version=1", "--project-id=7", "--retries=-1"),
                "--retries must be from 0");
        assertUsage(
                commands.run("download", "--package-version=..1"), "--package-version '..1' is neither a version");
        assertUsage(commands.run("list", "--package-version=a b"), "--package-version 'a b' is neither a version");
        assertUsage(
                commands.run("upload", "--package-version=^1.4", "--file=a"),
                "--package-version '^1.4' is refused by GitLab");
        assertUsage(
                commands.run("upload", "--package-version=1", "--file=a", "--if-exists=REPLACE", "--hidden"),
                "--if-exists REPLACE does not go with --hidden");
        assertUsage(
                commands.run("download", "--package-version=1", "--project-id=x"),
                "option '--project-id' (ID) should be specified only once");
    }

    @Test
    public void aVersionThatBeginsLikeAFileOfArgumentsIsNone() throws Exception {
        Path file = commands.write("arguments", "1 --gitlab-url=http://127.0.0.1:1");
        for (String command : List.of("upload", "download", "list")) {
            assertUsage(
                    commands.run(command, "--package-version", "@" + file),
                    "--package-version '@" + file + "' is ");
        }
    }

    @Test
    public void aVersionThatJavaExeMayHavePutInThePlaceOfARuleKeepsNoLessThanThat() throws Exception {
        commands.write("1.0", "a");
        assertUsage(
                commands.onWindows("cleanup", "--keep=1", "--keep-versions", "1.0", "--dry-run=false"),
                "--keep-versions 1.0 names something in the current folder, and java.exe");
    }

    @Test
    public void aNameThatJavaExeMayHavePutInThePlaceOfAPatternIsRefused() throws Exception {
        commands.write("a.zip", "a");
        commands.write("dist/a.zip", "a");
        for (String option : List.of("--includes", "--excludes")) {
            for (String name : List.of("a.zip", "dist", "dist/a.zip")) {
                String said = option + " " + name + " names something in the current folder, and java.exe";
                assertUsage(commands.onWindows("upload", "--package-version=1", "--dir=dist", option, name), said);
            }
        }
        assertUsage(
                commands.onWindows("download", "--package-version=1", "--includes", "a.zip"),
                "Write a pattern so: --includes=\"PATTERN\", and this one name so: --includes=a.zip");
    }

    @Test
    public void whatJavaExeLeavesAsItIsIsTaken() throws Exception {
        commands.write("a.zip", "a");
        commands.write("dist/b.zip", "b");
        String version = "--package-version=1";
        assertEquals(0, commands.onWindows("upload", version, "--includes=a.zip").exitCode());
        assertEquals(0, commands.onWindows("upload", version, "--file", "a.zip").exitCode());
        assertEquals(0, commands.onWindows("upload", version, "--includes", "b.zip", "--dir", "dist").exitCode());
        assertEquals(0, commands.onWindows("upload", version, "--includes", "*.zip", "--excludes", "").exitCode());
        assertEquals(0, commands.run("upload", version, "--includes", "a.zip").exitCode());
    }

    @Test
    public void anArgumentTooManyMayHaveBeenAWildcard() {
        assertUsage(
                commands.run("upload", "--package-version=1", "--includes", "a.zip", "b.zip"),
                "Unexpected argument 'b.zip'. If it came in the place of a wildcard, write that so:"
                        + " --option=\"PATTERN\"");
    }

    @Test
    public void whatIsWrittenForOtherToolsIsTold() {
        assertUsage(
                commands.run("upload", "--package-version=1", "--includes=a.zip;b.zip"),
                "--includes separates patterns by ',', not by ';'. In a name, ? stands for it");
        assertUsage(
                commands.run("download", "--package-version=1", "--excludes=*.{env,key}"),
                "--excludes takes no alternatives in braces: write each pattern, separated by ','. In a name, ?");
        assertUsage(
                commands.plain("list", "--package-name=app", "--project-id=https://oauth2:s3cret@else.example.com/g/a"),
                "--project-id is an address at else.example.com, but --gitlab-url is https://gitlab.com");
        assertFalse(commands.printed.toString().contains("s3cret"));
    }

    @Test
    public void whatAShellLeavesAtAnEndIsNoPartOfIt() throws Exception {
        commands.write("a.txt", "a");
        String[] upload = {"--package-version=1\r", "--file=a.txt\n", "--file-name= b.txt\n"};
        assertEquals(0, commands.run("upload", upload).exitCode());
        assertEquals("b.txt", commands.registry.files(Commands.PROJECT, "app", "1").get(0).fileName());
        String[] download = {"--package-version=1\r\n", "--includes=*.txt\n", "--dir=out\r"};
        assertEquals(0, commands.run("download", download).exitCode());
        assertTrue(Files.exists(commands.directory().resolve("out/b.txt")));
        assertEquals(0, commands.run("list", "--package-version=1\r\n").exitCode());
    }

    @Test
    public void aProjectMayBeAnAddressInItsGitLab() {
        commands.registry.addFiles(Commands.PROJECT, "app", "1", 1);
        String gitlab = "--gitlab-url=" + commands.registry.url();
        String project = "--project-id=" + commands.registry.url() + "/group/sub/app.git";
        assertEquals(
                0, commands.plain("list", "--package-name=app", gitlab, project).exitCode());
    }

    @Test
    public void addressMustBeOne() {
        Result result = commands.plain(
                "list", "--gitlab-url=gitlab.example.com", "--project-id=7", "--package-name=app");
        assertUsage(result, "--gitlab-url is wrong: not an http:// or https:// address");
    }

    @Test
    public void policiesMayBeLowerCase() throws Exception {
        assertUsage(
                commands.run("upload", "--package-version=1", "--file=a.txt", "--if-exists=maybe"),
                "expected one of [SKIP_IDENTICAL, ADD, REPLACE, FAIL]");
        commands.write("a.txt", "a");
        assertEquals(
                0,
                commands.run("upload", "--package-version=1", "--file=a.txt", "--if-exists=add")
                        .exitCode());
    }

    private void assertUsage(Result result, String part) {
        assertEquals(result.err(), 2, result.exitCode());
        assertEquals("", result.out());
        assertEquals(result.err(), 1, result.err().lines().count());
        assertTrue(result.err(), result.err().startsWith(Main.NAME + ": "));
        assertTrue(result.err(), result.err().contains(part));
        assertFalse(result.err(), result.err().contains("Exception"));
        assertEquals("nothing was sent", List.of(), commands.registry.requests().all());
        assertEquals(0, commands.registry.acceptedConnections());
    }
}
