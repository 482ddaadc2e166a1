package io.jenkins.plugins.gitlabgenericpackages.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.cli.Commands.Result;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.io.File;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ResultTest {
    private static final String VERSION = "--package-version=1";
    private static final String SHA256_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final Commands commands = new Commands();

    @Test
    public void filesAreHandedOver() throws Exception {
        commands.write("build/a.txt", "a");
        commands.write("build/doc/b.txt", "b");
        commands.write("build/doc/c.log", "c");
        Result upload = commands.run(
                "upload", VERSION, "--dir=build", "--includes=**/*.txt,**/*.log", "--excludes=**/*.log", "--path=out");
        assertEquals(upload.err(), 0, upload.exitCode());
        assertEquals("nothing without --json", "", upload.out());
        Result download = commands.run("download", "--package-version=latest", "--dir=fetched", "--path=out");
        assertEquals(download.err(), 0, download.exitCode());
        assertEquals("", download.out());
        assertEquals("a", Files.readString(commands.directory().resolve("fetched/a.txt")));
        assertEquals("b", Files.readString(commands.directory().resolve("fetched/doc/b.txt")));
        assertFalse(Files.exists(commands.directory().resolve("fetched/doc/c.log")));
    }

    @Test
    public void foldersAreHandedOverInAnArchive() throws Exception {
        commands.write("build/top/a.txt", "a");
        commands.write("build/top/b.log", "b");
        Result upload =
                commands.run("upload", VERSION, "--dir=build", "--archive=app.tgz", "--excludes=**/*.log", "--json");
        assertEquals(upload.err(), 0, upload.exitCode());
        assertTrue(upload.err(), upload.err().contains("Packed 2 entries, 1 B, into app.tgz, "));
        assertEquals("build", new JSONArray(upload.out()).getJSONObject(0).getString("path"));
        Result download = commands.run(
                "download", VERSION, "--file-name=app.tgz", "--unpack", "--strip-components=1", "--dir=fetched");
        assertEquals(download.err(), 0, download.exitCode());
        assertTrue(download.err(), download.err().contains("Unpacked app.tgz: 1 entry, 1 B"));
        assertEquals("a", Files.readString(commands.directory().resolve("fetched/a.txt")));
        try (Stream<Path> files = Files.list(commands.directory())) {
            assertEquals(
                    Set.of("build", "fetched"),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    public void aRuleChoosesTheVersion() throws Exception {
        commands.write("a.txt", "a");
        for (String version : List.of("1.4.9", "1.4.10", "2.0.0")) {
            commands.run("upload", "--package-version=" + version, "--file=a.txt");
        }
        Result list = commands.run("list", "--package-version=~1.4");
        assertTrue(list.err(), list.err().contains("'~1.4' is the version 1.4.10, created "));
        assertTrue(list.out(), list.out().endsWith("a.txt" + System.lineSeparator()));
        Result download = commands.run("download", "--package-version=>=1.4 <1.4.10", "--dir=in", "--json");
        assertTrue(download.out(), download.out().contains("\"packageVersion\":\"1.4.9\""));
        Result none = commands.run("list", "--package-version=3.x");
        assertEquals(1, none.exitCode());
        assertTrue(none.err(), none.err().contains("(there are 1.4.9, 1.4.10, 2.0.0)"));
    }

    @Test
    public void aChecksumFileIsForSha256sumToo() throws Exception {
        Assume.assumeTrue(File.separatorChar == '/' && Files.isExecutable(Path.of("/usr/bin/sha256sum")));
        commands.write("out/a.txt", "a");
        commands.write("out/d/b.txt", "b");
        commands.run("upload", VERSION, "--dir=out", "--includes=**", "--checksums=SHA256SUMS");
        Result download = commands.run("download", VERSION, "--dir=in", "--checksums=SHA256SUMS");
        assertEquals(download.err(), 0, download.exitCode());
        assertTrue(download.err(), download.err().contains("SHA256SUMS lists 2 files and is verified by GitLab"));
        Process check = new ProcessBuilder("sha256sum", "-c", "--strict", "SHA256SUMS")
                .directory(commands.directory().resolve("in").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(said, 0, check.waitFor());
        assertEquals("a.txt: OK\nd/b.txt: OK\n", said);
    }

    @Test
    public void oneFileIsHandedOverUnderAnotherName() throws Exception {
        commands.write("a.txt", "a");
        assertEquals(
                0,
                commands.run("upload", VERSION, "--file=a.txt", "--file-name=x/y.txt", "--hidden")
                        .exitCode());
        Result download = commands.run(
                "download", VERSION, "--file=deep/z.txt", "--file-name=x/y.txt", "--sha256=" + SHA256_OF_A);
        assertEquals(download.err(), 0, download.exitCode());
        assertEquals("a", Files.readString(commands.directory().resolve("deep/z.txt")));
    }

    @Test
    public void jsonIsAllOnStandardOutput() throws Exception {
        commands.write("build/a.txt", "a");
        commands.write("build/b.txt", "b");
        String[] args = {VERSION, "--dir=build", "--includes=*.txt", "--json"};
        JSONArray first = new JSONArray(commands.run("upload", args).out());
        assertEquals(2, first.length());
        JSONObject file = first.getJSONObject(0);
        assertEquals(
                Set.of(
                        "fileName",
                        "path",
                        "packageName",
                        "packageVersion",
                        "size",
                        "sha256",
                        "url",
                        "verifiedBy",
                        "skipped", "besideOlder"),
                file.keySet());
        assertEquals("a.txt", file.getString("fileName"));
        assertEquals("build/a.txt", file.getString("path"));
        assertEquals("app", file.getString("packageName"));
        assertEquals("1", file.getString("packageVersion"));
        assertEquals(1, file.getLong("size"));
        assertEquals(SHA256_OF_A, file.getString("sha256"));
        assertTrue(file.getString("url").endsWith("/packages/generic/app/1/a.txt"));
        assertFalse(file.getBoolean("skipped"));

        Result again = commands.run("upload", args);
        assertTrue(new JSONArray(again.out()).getJSONObject(1).getBoolean("skipped"));
        assertTrue(again.err(), again.err().contains("Skipped a.txt: identical"));

        JSONArray fetched =
                new JSONArray(commands.run("download", VERSION, "--dir=out", "--json").out());
        assertEquals("out/b.txt", fetched.getJSONObject(1).getString("path"));
        assertEquals(
                "[]", commands.run("upload", VERSION, "--includes=*.zip", "--allow-empty", "--json").out().strip());
    }

    @Test
    public void filesLoseTheirFoldersIfThatIsWanted() throws Exception {
        commands.write("build/a/a.txt", "a");
        String json = commands.run("upload", VERSION, "--includes=**/*.txt", "--flatten", "--json")
                .out();
        assertEquals("a.txt", new JSONArray(json).getJSONObject(0).getString("fileName"));
        commands.write("build/b/a.txt", "b");
        Result refused = commands.run("upload", VERSION, "--includes=**/*.txt", "--flatten");
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err(), refused.err().contains("without their folders (--flatten)"));
    }

    @Test
    public void defaultExcludesCanBeSwitchedOff() throws Exception {
        commands.write(".gitignore", "x");
        assertEquals(1, commands.run("upload", VERSION, "--includes=*i*").exitCode());
        String json = commands.run("upload", VERSION, "--includes=*i*", "--default-excludes=false", "--json")
                .out();
        assertTrue(json, json.contains("\".gitignore\""));
    }

    @Test
    public void jsonIsAsciiWhateverTheNames() throws Exception {
        commands.write("b\u00e4u/a.txt", "a");
        String out = commands.run("upload", VERSION, "--file=b\u00e4u/a.txt", "--json").out();
        assertTrue(out, out.chars().allMatch(c -> c < 0x7f));
        assertEquals("b\u00e4u/a.txt", new JSONArray(out).getJSONObject(0).getString("path"));
    }

    @Test
    public void jsonIsAloneOnATerminalToo() throws Exception {
        commands.terminal = true;
        commands.write("a.txt", "a");
        Result result = commands.run("upload", VERSION, "--file=a.txt", "--json");
        assertEquals(1, new JSONArray(result.out()).length());
        assertTrue(result.err(), result.err().contains("\r"));
        assertTrue(result.err(), result.err().contains("Uploaded 1 file, 1 B"));
    }

    @Test
    public void quietPrintsErrorsOnly() throws Exception {
        commands.write("a.txt", "a");
        Result done = commands.run("upload", VERSION, "--file=a.txt", "--quiet");
        assertEquals(0, done.exitCode());
        assertEquals("", done.out() + done.err());
        Result failed = commands.run("upload", VERSION, "--file=b.txt", "-q");
        assertEquals(1, failed.err().lines().count());
    }

    @Test
    public void linesTellWhatHappens() throws Exception {
        commands.write("a.txt", "a");
        List<String> lines =
                commands.run("upload", VERSION, "--file=a.txt").err().lines().toList();
        assertEquals(3, lines.size());
        assertTrue(
                lines.get(0), lines.get(0).startsWith("Uploading 1 file (1 B) to app 1 in group/sub/app at http://"));
        assertTrue(lines.get(1), lines.get(1).startsWith("  Uploaded a.txt (1 B in "));
        assertTrue(lines.get(2), lines.get(2).startsWith("Uploaded 1 file, 1 B in "));
    }

    @Test
    public void versionsAreListed() throws Exception {
        commands.registry.addFiles(Commands.PROJECT, "app", "1.0", 1);
        commands.registry.addFiles(Commands.PROJECT, "app", "2.0", 1);
        commands.registry.addFiles(Commands.PROJECT, "app-doc", "3.0", 1);
        List<String> lines = commands.run("list").out().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.toString(), lines.stream().anyMatch(line -> line.endsWith("  1.0")));
        JSONArray json = new JSONArray(commands.run("list", "--json").out());
        assertEquals(2, json.length());
        assertEquals(
                Set.of("packageName", "packageVersion", "createdAt"),
                json.getJSONObject(0).keySet());
    }

    @Test
    public void filesAreListedWithTheNewestLast() throws Exception {
        add("doc%2Fa.txt", "old");
        add("b.txt", "b");
        add("doc%2Fa.txt", "a");
        Result result = commands.run("list", VERSION);
        assertEquals("", result.err());
        List<String> lines = result.out().lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.get(0), lines.get(0).endsWith("  b.txt"));
        assertTrue(lines.get(1), lines.get(1).endsWith("  doc/a.txt  (older)"));
        assertTrue(lines.get(2), lines.get(2).matches("1  " + SHA256_OF_A + "  [-0-9T:.Z]+  doc/a\\.txt"));
        JSONArray json = new JSONArray(commands.run("list", VERSION, "--json").out());
        assertFalse(json.getJSONObject(1).getBoolean("newest"));
        assertTrue(json.getJSONObject(2).getBoolean("newest"));
        assertEquals(1, json.getJSONObject(2).getLong("size"));
        assertEquals(SHA256_OF_A, json.getJSONObject(2).getString("sha256"));
    }

    @Test
    public void hostileNamesDoNotReachTheTerminal() throws Exception {
        add("a%1B[2J%0Afake%E2%80%AE.txt", "x");
        Result list = commands.run("list", VERSION);
        assertEquals(list.out(), 1, list.out().lines().count());
        assertTrue(list.out(), list.out().contains("a?[2J?fake?.txt"));
        Result download = commands.run("download", VERSION, "--dir=out");
        assertFalse(download.err(), (download.err() + list.out()).contains("\u001b"));
    }

    @Test
    public void certificatesAreChecked() throws Exception {
        commands.write("ca.pem", "no certificate");
        Result option = commands.run("list", "--ca-certificates=ca.pem");
        assertEquals(2, option.exitCode());
        assertTrue(option.err(), option.err().contains("--ca-certificates: "));
        Files.write(commands.directory().resolve("ca.der"), new byte[] {0x30, (byte) 0x82, 1, 2});
        Result binary = commands.run("list", "--ca-certificates=ca.der");
        assertEquals(2, binary.exitCode());
        assertTrue(binary.err(), binary.err().contains("--ca-certificates: ca.der is in DER: give it in PEM"));
        Result name = commands.run("list", "--ca-certificates=a\0b");
        assertEquals(2, name.exitCode());
        assertTrue(name.err(), name.err().contains("--ca-certificates: there is no file"));
        commands.environment.put("CI_SERVER_TLS_CA_FILE", "none.pem");
        Result variable = commands.run("list");
        assertEquals(2, variable.exitCode());
        assertTrue(variable.err(), variable.err().contains("CI_SERVER_TLS_CA_FILE: there is no file"));
    }

    @Test
    public void unprintedResultIsAFailure() throws Exception {
        commands.registry.addFiles(Commands.PROJECT, "app", "1", 1);
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                commands.environment,
                commands.directory(),
                full,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        int exitCode = Main.run(
                shell,
                "list",
                "--gitlab-url=" + commands.registry.url(),
                "--project-id=7",
                "--package-name=app",
                "--json");
        assertEquals(1, exitCode);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("could not be written to standard output"));
    }

    private void add(String storedName, String content) {
        commands.registry.addFile(
                Commands.PROJECT, "app", "1", storedName, content.getBytes(StandardCharsets.UTF_8));
    }
}
