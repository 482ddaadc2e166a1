package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

/** Another Java that has a journal open alone, until it is let go or killed, or this one ends. */
final class OtherProcess {
    private final Process process;

    private OtherProcess(Process process) {
        this.process = process;
    }

    /** Starts it, and waits until it has the journal, to which it has added the line {@code begun}. */
    static OtherProcess with(Path journal) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                placeOf(OtherProcess.class) + File.pathSeparator + placeOf(JournalFile.class),
                OtherProcess.class.getName(),
                journal.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        OtherProcess other = new OtherProcess(process);
        String said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!"open".equals(said)) {
            other.kill();
            throw new IOException("The other process said " + said);
        }
        return other;
    }

    private static Path placeOf(Class<?> type) throws Exception {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return Path.of(source.getLocation().toURI());
    }

    /** Runs in the other process. */
    public static void main(String[] args) throws Exception {
        JournalFile journal = JournalFile.openAlone(Path.of(args[0]), () -> {});
        journal.append(List.of("begun"));
        System.out.println("open");
        while (System.in.read() >= 0) {
            // Until its input ends.
        }
        journal.append(List.of("ended"));
        journal.close();
    }

    /** Lets it add the line {@code ended} and close the journal; returns at once. */
    void letGo() throws IOException {
        process.getOutputStream().close();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
