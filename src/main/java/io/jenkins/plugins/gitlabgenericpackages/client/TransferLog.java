package io.jenkins.plugins.gitlabgenericpackages.client;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.WaitingClock;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.BinarySize;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Tells a transfer as lines of text: one at the start, one for each file, one for every ten seconds of a large file,
 * one for each retry, and a summary. Thread-safe; a line is written by one thread at a time.
 */
public final class TransferLog implements TransferListener {
    private static final int MOST_LINE = 4000;
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Consumer<String> out;
    private final WaitingClock clock;
    private final Map<String, Progress> running = new HashMap<>();
    private String verb = "Upload";
    private Instant start;
    private int retries;
    /** What the summary says of the files that had arrived before; empty if the transfer has not broken off. */
    private String before = "";

    /** Where a file was when this attempt began, where it is, and when the last line about it was written. */
    private record Progress(Instant begin, long beginBytes, long done, Instant lastLine) {}

    public TransferLog(Consumer<String> out) {
        this(out, WaitingClock.SYSTEM);
    }

    TransferLog(Consumer<String> out, WaitingClock clock) {
        // Names of files are in it: none of them may look like a line of its own.
        this.out = line -> out.accept(PrintableText.line(line, MOST_LINE));
        this.clock = clock;
        this.start = clock.now();
    }

    @Override
    public synchronized void started(
            Direction direction, GenericPackage target, String where, int files, OptionalLong bytes) {
        String place = begin(direction, target, where);
        out.accept(verb + "ing " + count(files) + (bytes.isEmpty() ? "" : " (" + BinarySize.of(bytes.getAsLong()) + ")")
                + place);
    }

    @Override
    public synchronized void continued(
            Direction direction, GenericPackage target, String where, int files, int finished) {
        String place = begin(direction, target, where);
        before = ", " + finished + " before, the rest";
        out.accept("Going on with the " + verb.toLowerCase(Locale.ROOT) + " of " + count(files) + place + ": "
                + finished + " had arrived before");
    }

    /** Returns what the first line says of the other side. */
    private String begin(Direction direction, GenericPackage target, String where) {
        boolean up = direction == Direction.UPLOAD;
        verb = up ? "Upload" : "Download";
        start = clock.now();
        return (up ? " to " : " from ") + target + " in " + where;
    }

    @Override
    public synchronized void transferred(String fileName, long done, OptionalLong size) {
        Instant now = clock.now();
        Progress progress = running.get(fileName);
        if (progress == null || done <= progress.done()) {
            progress = new Progress(now, done, done, now);
        }
        boolean due = Duration.between(progress.lastLine(), now).compareTo(PERIOD) >= 0;
        running.put(
                fileName, new Progress(progress.begin(), progress.beginBytes(), done, due ? now : progress.lastLine()));
        if (due) {
            Duration time = Duration.between(progress.begin(), now);
            long bytes = done - progress.beginBytes();
            out.accept("  " + fileName + ": " + percent(done, size) + rate(bytes, time)
                    + timeLeft(bytes, time, size, done));
        }
    }

    @Override
    public synchronized void retrying(String what, String reason, Duration wait) {
        retries++;
        out.accept("  Could not " + what + ": " + reason + ". Trying again in " + seconds(wait));
    }

    @Override
    public synchronized void note(String text) {
        out.accept("  " + text);
    }

    @Override
    public synchronized void finished(TransferredFile file, Duration time) {
        running.remove(file.fileName());
        out.accept(
                file.skipped()
                        ? "  Skipped " + file.fileName() + ": identical (" + BinarySize.of(file.size()) + ")"
                        : "  " + verb + "ed " + file.fileName() + target(file) + " (" + BinarySize.of(file.size())
                                + " in "
                                + seconds(time) + ")"
                                + (file.besideOlder() ? ", beside an older one of that name" : ""));
    }

    /** Says where a download went that has another name there. */
    private String target(TransferredFile file) {
        return verb.equals("Upload") || file.path().equals(file.fileName()) ? "" : " to " + file.path();
    }

    @Override
    public synchronized void ended(List<TransferredFile> files, int failed) {
        Duration time = Duration.between(start, clock.now());
        List<TransferredFile> moved =
                files.stream().filter(file -> !file.skipped()).toList();
        int skipped = files.size() - moved.size();
        long bytes = moved.stream().mapToLong(TransferredFile::size).sum();
        String speed = bytes > 0 && before.isEmpty() ? " (" + rate(bytes, time) + ")" : "";
        out.accept(verb + "ed " + count(moved.size()) + ", " + BinarySize.of(bytes) + before + " in "
                + seconds(time) + speed
                + (skipped > 0 ? ", " + skipped + " skipped" : "")
                + (retries > 0 ? ", " + retries + (retries == 1 ? " retry" : " retries") : "")
                + (failed > 0 ? ", " + failed + " failed" : ""));
        long older = files.stream().filter(TransferredFile::besideOlder).count();
        if (older > 0) {
            out.accept("The package had "
                    + (older == 1 ? "another file of that name" : older + " other files of those names")
                    + ", and keeps " + (older == 1 ? "it" : "them") + " beside the new: downloads get the newest."
                    + " 'ifExists' FAIL refuses such an upload, REPLACE deletes the older");
        }
    }

    private static String count(int files) {
        return files + (files == 1 ? " file" : " files");
    }

    private static String percent(long done, OptionalLong size) {
        long whole = size.orElse(0);
        return whole <= 0 ? BinarySize.of(done) + ", " : done * 100 / whole + " % of " + BinarySize.of(whole) + ", ";
    }

    private static String timeLeft(long bytes, Duration time, OptionalLong size, long done) {
        long left = size.orElse(-1) - done;
        return left < 0 || bytes <= 0
                ? ""
                : ", " + seconds(Duration.ofMillis((long) ((double) time.toMillis() / bytes * left))) + " left";
    }

    private static String rate(long bytes, Duration time) {
        return BinarySize.of(bytes * 1000 / Math.max(1, time.toMillis())) + "/s";
    }

    private static String seconds(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }
}
