package io.jenkins.plugins.gitlabgenericpackages.polling;

import hudson.model.Job;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the polls of a job came to, the latest first, in a text file of bounded size in the job's folder. A result that
 * is the one of the poll before takes no further place. Used by one poll at a time; reading it is safe meanwhile.
 */
final class PollingLog {
    static final int MOST_CHARACTERS = 64 * 1024;
    private static final int MOST_LINES = 100;
    private static final int LONGEST_LINE = 2000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss z", Locale.ENGLISH).withZone(ZoneId.systemDefault());
    private static final String INDENT = "\n    ";

    /** The latest entry: when, since when, what. */
    private static final Pattern LATEST =
            Pattern.compile("(\\d\\S+ \\S+ \\S+)(?: \\(since (\\d[^)]*)\\))?((?:\n    [^\n]*)*)\n", Pattern.DOTALL);

    private final Path file;

    PollingLog(Job<?, ?> job) {
        this(job.getRootDir().toPath().resolve("gitlab-generic-package-polling.log"));
    }

    PollingLog(Path file) {
        this.file = file;
    }

    static String time(Instant moment) {
        return TIME.format(moment);
    }

    void add(Instant now, List<String> lines) throws IOException {
        String text = lines.stream()
                .limit(MOST_LINES)
                .map(line -> INDENT + PrintableText.line(line, LONGEST_LINE))
                .collect(Collectors.joining());
        String before = read();
        Matcher latest = LATEST.matcher(before);
        String since = "";
        if (latest.lookingAt() && latest.group(3).equals(text)) {
            since = " (since " + (latest.group(2) == null ? latest.group(1) : latest.group(2)) + ")";
            before = before.substring(latest.end());
        }
        String all = time(now) + since + text + "\n" + before;
        Files.writeString(file, bounded(all), StandardCharsets.UTF_8);
    }

    private static String bounded(String all) {
        return all.length() <= MOST_CHARACTERS ? all : all.substring(0, all.lastIndexOf('\n', MOST_CHARACTERS) + 1);
    }

    /** Returns the whole log; empty before the first poll. */
    String read() throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
