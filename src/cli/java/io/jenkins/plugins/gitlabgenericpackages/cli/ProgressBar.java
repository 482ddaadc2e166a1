package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.TransferLog;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.BinarySize;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** One line that is written over and over: share done, rate, time left. The rest goes above it. Thread-safe. */
final class ProgressBar implements TransferListener {
    private static final long PERIOD_NANOS = 200_000_000;
    private static final long UNKNOWN = -1;
    private static final int WIDTH = 79;
    private static final int CELLS = 20;

    private final Shell shell;
    private final TransferLog log;
    private final Map<String, Long> running = new HashMap<>();
    private int files;
    private int filesDone;
    private long bytes;
    private long finishedBytes;
    private long skippedBytes;
    private long start = System.nanoTime();
    private long drawn = start - PERIOD_NANOS;
    private int shown;

    ProgressBar(Shell shell) {
        this.shell = shell;
        this.log = new TransferLog(this::above);
    }

    @Override
    public synchronized void started(
            Direction direction, GenericPackage target, String where, int newFiles, OptionalLong newBytes) {
        files = newFiles;
        bytes = newBytes.orElse(UNKNOWN);
        start = System.nanoTime();
        log.started(direction, target, where, newFiles, newBytes);
    }

    @Override
    public synchronized void transferred(String fileName, long done, OptionalLong size) {
        running.put(fileName, done);
        if (files == 1 && bytes == UNKNOWN) {
            bytes = size.orElse(UNKNOWN);
        }
        if (System.nanoTime() - drawn >= PERIOD_NANOS) {
            draw();
        }
    }

    @Override
    public synchronized void retrying(String what, String reason, Duration wait) {
        log.retrying(what, reason, wait);
    }

    @Override
    public synchronized void note(String text) {
        log.note(text);
    }

    @Override
    public synchronized void finished(TransferredFile file, Duration time) {
        running.remove(file.fileName());
        filesDone++;
        finishedBytes += file.size();
        skippedBytes += file.skipped() ? file.size() : 0;
    }

    @Override
    public synchronized void ended(List<TransferredFile> transferred, int failed) {
        log.ended(transferred, failed);
    }

    private void above(String line) {
        write("");
        shell.message(line);
    }

    private void draw() {
        drawn = System.nanoTime();
        long done = finishedBytes + running.values().stream().mapToLong(Long::longValue).sum();
        long millis = Math.max(1, (drawn - start) / 1_000_000);
        long rate = (done - skippedBytes) * 1000 / millis;
        StringBuilder line = new StringBuilder("  ");
        if (bytes > 0) {
            double share = Math.min(1, (double) done / bytes);
            int cells = (int) (share * CELLS);
            line.append('[').append("#".repeat(cells)).append(" ".repeat(CELLS - cells)).append("] ");
            line.append(String.format(Locale.ROOT, "%3d %%  ", (int) (share * 100)));
        }
        line.append(BinarySize.of(done)).append("  ").append(BinarySize.of(rate)).append("/s");
        if (bytes > done && rate > 0) {
            long left = (bytes - done) / rate;
            line.append(String.format(Locale.ROOT, "  %d:%02d left", left / 60, left % 60));
        }
        line.append("  ").append(filesDone).append('/').append(files);
        write(line.substring(0, Math.min(WIDTH, line.length())));
    }

    /** Writes over what is shown. Blanks instead of an escape sequence work on every terminal. */
    private void write(String line) {
        if (shown == 0 && line.isEmpty()) {
            return;
        }
        String blanks = " ".repeat(Math.max(0, shown - line.length()));
        shell.err().print("\r" + line + blanks + (line.isEmpty() ? "\r" : ""));
        shell.err().flush();
        shown = line.length();
    }
}
