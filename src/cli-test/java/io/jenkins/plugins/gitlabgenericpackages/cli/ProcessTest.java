package io.jenkins.plugins.gitlabgenericpackages.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeFalse;

import io.jenkins.plugins.gitlabgenericpackages.serve.ServeCommand;
import io.jenkins.plugins.gitlabgenericpackages.shell.ExitCode;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The command line as a process of its own. */
public class ProcessTest {
    private static final long MIB = 1024 * 1024;
    /** Of 3 GiB of zeros. */
    private static final String ZEROS = "305b66a59d15b252092fbda9d09711230c429f351897cbd430e7b55a35fd3b97";

    @Rule
    public final Timeout timeout = new Timeout(180, TimeUnit.SECONDS);

    @Rule
    public final Commands commands = new Commands();

    private final List<Process> started = new ArrayList<>();

    @Before
    public void needsSignals() {
        assumeFalse(File.separatorChar == '\\');
    }

    @After
    public void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    public void interruptedDownloadLeavesNothing() throws Exception {
        commands.registry.addZeros(Commands.PROJECT, "app", "1", "big.bin", 8 * MIB);
        Fault stall = commands.registry.faults().add(Fault.stallInBody(4 * MIB).on(Route.DOWNLOAD));
        Process process = start("", "", "download", "--package-version=1", "--dir=out");
        interrupt(process, stall);
        assertEquals(List.of(), files("out"));
    }

    @Test
    public void interruptedUploadStoresNothing() throws Exception {
        zeros("big.bin", 8 * MIB);
        Fault stall = commands.registry.faults().add(Fault.stallInBody(4 * MIB).on(Route.UPLOAD));
        Process process = start("", "", "upload", "--package-version=1", "--file=big.bin");
        interrupt(process, stall);
        assertTrue(commands.registry.files(Commands.PROJECT, "app", "1").isEmpty());
    }

    @Test
    public void waitForAnotherAttemptIsInterrupted() throws Exception {
        Fault busy = Fault.tooManyRequests().header("Retry-After", "600").always();
        commands.registry.faults().add(busy);
        interrupt(start("", "", "list"), busy);
    }

    @Test
    public void fullDiskFailsADownload() throws Exception {
        commands.registry.addZeros(Commands.PROJECT, "app", "1", "big.bin", 8 * MIB);
        // A limit of the file size, in KiB, is the full disk that everyone may cause.
        Process process = start("ulimit -f 64; ", "", "download", "--package-version=1", "--dir=out");
        assertEquals(1, process.waitFor());
        String err = err();
        assertTrue(err, err.contains(Main.NAME + ": "));
        assertTrue(err, err.contains("Failed to write "));
        assertFalse(err, err.contains("Exception"));
        assertEquals(List.of(), files("out"));
    }

    @Test
    public void standardOutputTakesADownload() throws Exception {
        byte[] content = new byte[(int) MIB];
        new Random(1).nextBytes(content);
        commands.registry.addFile(Commands.PROJECT, "app", "1", "a.bin", content);
        String[] args = {"download", "--package-version=1", "--file=/dev/stdout", "--file-name=a.bin"};
        Process piped = start("", "", args[0], args[1], args[2], args[3]);
        assertArrayEquals(content, piped.getInputStream().readAllBytes());
        assertEquals(err(), 0, piped.waitFor());

        Process appended = start("printf before > all.bin; exec >> all.bin; ", "", args[0], args[1], args[2], args[3]);
        assertEquals(err(), 0, appended.waitFor());
        byte[] all = Files.readAllBytes(commands.directory().resolve("all.bin"));
        assertEquals("before", new String(all, 0, 6, StandardCharsets.US_ASCII));
        assertArrayEquals(content, Arrays.copyOfRange(all, 6, all.length));
        assertEquals(1, files(".").size());
    }

    @Test
    public void standardInputThatIsAPipeIsNoFile() throws Exception {
        Process process = start(
                "printf x | ", "", "upload", "--package-version=1", "--file=/dev/stdin", "--file-name=a.bin");
        assertEquals(1, process.waitFor());
        String err = err();
        assertTrue(err, err.contains("/dev/stdin is a device, a pipe or a socket"));
        assertTrue(commands.registry.files(Commands.PROJECT, "app", "1").isEmpty());
    }

    @Test
    public void nameThatTheLocaleDoesNotKnowIsRefused() throws Exception {
        String umlaut = "touch $'\\xc3\\xbc.txt'; export LC_ALL=C; ";
        Process process = start(umlaut, "", "upload", "--package-version=1", "--includes=**");
        assertEquals(1, process.waitFor());
        String err = err();
        assertTrue(err, err.contains("the locale of this machine does not know its name"));
        assertFalse(err, err.contains("Exception"));
    }

    @Test
    public void largeFileNeedsLittleMemory() throws Exception {
        long size = 3 * 1024 * MIB;
        zeros("big.bin", size);
        Process upload = start("", "-Xmx64m", "upload", "--package-version=1", "--file=big.bin");
        assertEquals(err(), 0, upload.waitFor());
        StoredFile stored =
                commands.registry.files(Commands.PROJECT, "app", "1").get(0);
        assertEquals(List.of(size, ZEROS), List.of(stored.size(), stored.sha256()));
        Files.delete(commands.directory().resolve("big.bin"));
        Process download = start(
                "", "-Xmx64m", "download", "--package-version=1", "--dir=out", "--file=big.bin", "--sha256=" + ZEROS);
        assertEquals(err(), 0, download.waitFor());
        assertEquals(size, Files.size(commands.directory().resolve("out/big.bin")));
    }

    @Test
    public void registryIsServedUntilInterrupted() throws Exception {
        Process process = start("", "", ServeCommand.class, "--port=0", "--dir=registry");
        String first = process.inputReader().readLine();
        assertTrue(first, first.matches("Stand-in .*\\(a test double\\) at http://127\\.0\\.0\\.1:[0-9]+"));
        commands.write("a.txt", "a");
        Commands.Result upload = commands.plain(
                "upload",
                "--gitlab-url=" + first.replaceFirst(".* ", ""),
                "--project-id=8",
                "--package-name=app",
                "--package-version=1",
                "--file=a.txt");
        assertEquals(upload.err(), 0, upload.exitCode());
        signal(process);
        assertEquals("", err());
    }

    @Test
    public void olderGitLabIsServedWithTheProjectsNamed() throws Exception {
        Process process = start(
                "",
                "",
                ServeCommand.class,
                "--port=0",
                "--dir=registry",
                "--older",
                "--project=42=group/app",
                "--project=43=group/other");
        String url = process.inputReader().readLine().replaceFirst(".* ", "");
        commands.write("a.txt", "a");
        assertEquals(0, onServed(url, "42", "upload", "--file=a.txt", "--package-version=1").exitCode());
        assertEquals(1, onServed(url, "43", "download", "--file=b.txt", "--package-version=1").exitCode());
        assertEquals(1, onServed(url, "7", "list").exitCode());
        commands.environment.put("GITLAB_TOKEN", "gldt-stand-in");
        Commands.Result unverified =
                onServed(url, "group/app", "download", "--file=a.txt", "--package-version=1", "--json");
        assertTrue(unverified.out() + unverified.err(), unverified.out().contains("\"verifiedBy\":\"NOBODY\""));
        signal(process);
    }

    private Commands.Result onServed(String url, String project, String command, String... args) {
        Stream<String> where = Stream.of(
                command, "--gitlab-url=" + url, "--project-id=" + project, "--package-name=app", "--retries=0");
        return commands.plain(Stream.concat(where, Stream.of(args)).toArray(String[]::new));
    }

    /** Interrupts the process when the fault has been met, and waits for its end. */
    private void interrupt(Process process, Fault fault) throws Exception {
        assertTrue(err(), fault.awaitReached(Duration.ofSeconds(60)));
        signal(process);
        assertTrue(err(), err().contains(Main.NAME + ": Interrupted"));
    }

    private static void signal(Process process) throws Exception {
        boolean ignored = ignoresInterrupts(process);
        String number = ignored ? "TERM" : "INT";
        assertEquals(
                0, new ProcessBuilder("kill", "-" + number, String.valueOf(process.pid())).start().waitFor());
        assertTrue("ends within 5 seconds", process.waitFor(5, TimeUnit.SECONDS));
        assertEquals(ignored ? 143 : ExitCode.INTERRUPTED, process.exitValue());
    }

    /** A background job of a shell without job control, such as a build, hands down that it ignores SIGINT. */
    private static boolean ignoresInterrupts(Process process) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return false;
        }
        String mask = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElse("SigIgn: 0")
                .replaceFirst(".*\\s", "");
        return (Long.parseUnsignedLong(mask, 16) & 1L << 1) != 0;
    }

    /** Starts a command on package {@code app} of the registry's project. */
    private Process start(String before, String option, String command, String... args) throws IOException {
        Stream<String> where = Stream.of(
                command, "--gitlab-url=" + commands.registry.url(), "--project-id=7", "--package-name=app");
        return start(before, option, Main.class, Stream.concat(where, Stream.of(args)).toArray(String[]::new));
    }

    private Process start(String before, String option, Class<?> program, String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of("bash", "-c", before + "exec \"$@\"", "bash"));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!option.isEmpty()) {
            line.add(option);
        }
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        line.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(commands.directory().toFile())
                .redirectError(commands.directory().resolve("../err.txt").toFile());
        builder.environment().put("GITLAB_TOKEN", Commands.TOKEN);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private String err() throws IOException {
        return Files.readString(commands.directory().resolve("../err.txt"));
    }

    private void zeros(String name, long size) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(commands.directory().resolve(name).toFile(), "rw")) {
            file.setLength(size);
        }
    }

    private List<Path> files(String folder) throws IOException {
        Path dir = commands.directory().resolve(folder);
        if (!Files.exists(dir)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(dir)) {
            return files.toList();
        }
    }
}
