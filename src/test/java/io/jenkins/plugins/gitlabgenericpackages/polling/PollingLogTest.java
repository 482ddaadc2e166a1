package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PollingLogTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private PollingLog log;

    @Before
    public void open() {
        log = new PollingLog(folder.getRoot().toPath().resolve("log"));
    }

    @Test
    public void theLatestComesFirst() throws Exception {
        assertThat(log.read(), is(""));
        add("one", "more");
        add("two");
        assertThat(log.read(), is(time(2) + "\n    two\n" + time(1) + "\n    one\n    more\n"));
    }

    @Test
    public void whatIsTheSameAgainTakesNoFurtherPlace() throws Exception {
        for (int i = 0; i < 3; i++) {
            add("same", "again (since 2)");
        }
        assertThat(log.read(), is(time(3) + " (since " + time(1) + ")\n    same\n    again (since 2)\n"));
        add("same");
        assertThat(log.read(), startsWith(time(4) + "\n    same\n" + time(3) + " (since"));
        add("same");
        assertThat(log.read(), startsWith(time(5) + " (since " + time(4) + ")\n    same\n" + time(3)));
    }

    @Test
    public void itsSizeIsBounded() throws Exception {
        for (int i = 0; i < 60; i++) {
            add(i + " " + "x".repeat(3000));
            assertThat(log.read().length(), lessThanOrEqualTo(PollingLog.MOST_CHARACTERS));
        }
        assertThat(log.read(), containsString("    59 x"));
        assertThat(log.read(), not(containsString("    9 x")));
        assertThat(log.read(), endsWith("\n"));
        log.add(now, Collections.nCopies(1000, "line"));
        assertThat(log.read().split("    line\n", -1).length, is(101));
    }

    @Test
    public void nothingForgesALine() throws Exception {
        add("one\n2026-01-01 two\u202e");
        assertThat(log.read(), is(time(1) + "\n    one 2026-01-01 two?\n"));
    }

    private void add(String... lines) throws Exception {
        now = now.plusSeconds(1);
        log.add(now, List.of(lines));
    }

    private static String time(int second) {
        return PollingLog.time(Instant.parse("2026-01-01T12:00:0" + second + "Z"));
    }
}
