package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.client.EventLog;
import io.jenkins.plugins.gitlabgenericpackages.client.InstantClock;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

public class ConcurrencyLimitTest {
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final InstantClock clock = new InstantClock();
    private final EventLog events = new EventLog();
    private final ConcurrencyLimit automatic = new ConcurrencyLimit(0, clock, events);

    @Test
    public void aNumberStaysWhateverTheServerAnswers() {
        ConcurrencyLimit fixed = new ConcurrencyLimit(3, clock, events);
        fixed.learn(200, Duration.ofMillis(100), UNLIMITED);
        fixed.learn(429, Duration.ofMillis(100), 0);
        fixed.learn(200, Duration.ofSeconds(100), 1);
        assertThat(fixed.current(), is(3));
        assertThat(events.notes(), is(List.of()));
    }

    @Test
    public void threeTimesAsManyEachRoundOnALongWayUpTo32() {
        assertThat(automatic.current(), is(4));
        for (int expected : List.of(12, 32, 32)) {
            round(200, 100);
            assertThat(automatic.current(), is(expected));
        }
        assertThat(events.notes(), is(List.of()));
    }

    @Test
    public void itStaysWhereAnswersComeAtOnce() {
        for (int waited : List.of(1, 10, 9, 1, 30, 2, 21)) {
            answer(200, waited);
        }
        assertThat(automatic.current(), is(4));
    }

    @Test
    public void itStaysWhereFilesWaitForEachOtherAndGoesBackWhereTheyWaitLong() {
        answer(200, 20);
        round(200, 40);
        assertThat(automatic.current(), is(18));
        round(200, 41);
        round(200, 80);
        assertThat(automatic.current(), is(18));
        round(200, 81);
        round(200, 81);
        assertThat(automatic.current(), is(4));
        assertThat(events.notes(), is(List.of()));
    }

    @Test
    public void aRefusalHalvesItOnceForAllThatWereUnderWay() {
        for (int status : List.of(429, 500, 503)) {
            ConcurrencyLimit limit = new ConcurrencyLimit(0, clock, events);
            for (int refused = 0; refused < 4; refused++) {
                limit.learn(status, Duration.ofMillis(100), UNLIMITED);
            }
            assertThat(limit.current(), is(2));
            clock.sleep(Duration.ofSeconds(1));
        }
        assertThat(
                events.notes(),
                is(List.of(
                        "note The server slows this down (status 429): 2 at a time instead of 4",
                        "note The server slows this down (status 500): 2 at a time instead of 4",
                        "note The server slows this down (status 503): 2 at a time instead of 4")));
    }

    @Test
    public void oneIsLeftHoweverOftenItIsRefused() {
        for (int refused = 0; refused < 9; refused++) {
            answer(429, 100);
            clock.sleep(Duration.ofSeconds(1));
        }
        assertThat(automatic.current(), is(1));
        assertThat(events.notes().size(), is(1));
    }

    @Test
    public void afterARefusalItGrowsByOneEachRound() {
        round(200, 100);
        answer(429, 100);
        assertThat(automatic.current(), is(6));
        round(200, 100);
        assertThat(automatic.current(), is(6));
        answer(200, 100);
        assertThat(automatic.current(), is(7));
    }

    @Test
    public void noMoreThanTheServerAllowsUntilItAllowsMore() {
        round(200, 100);
        automatic.learn(200, Duration.ofMillis(100), 8);
        assertThat(automatic.current(), is(8));
        automatic.learn(200, Duration.ofMillis(100), 7);
        automatic.learn(200, Duration.ofMillis(100), 3);
        assertThat(automatic.current(), is(3));
        automatic.learn(200, Duration.ofMillis(100), 0);
        assertThat(automatic.current(), is(1));
        automatic.learn(200, Duration.ofMillis(100), 599);
        assertThat(automatic.current(), is(22));
        assertThat(
                events.notes(),
                is(
                        List.of(
                                "note The server slows this down (8 more requests are allowed now): 8 at a time instead of 12")));
    }

    @Test
    public void oneFileIsNotSlowedDown() {
        automatic.of(1);
        answer(429, 100);
        assertThat(automatic.current(), is(1));
        assertThat(events.notes(), is(List.of()));
    }

    @Test
    public void aLargeFileMayHaveTheConnectionsThatOthersDoNotNeed() {
        automatic.of(1);
        assertThat(automatic.connectionsOfOne(), is(4));
        automatic.of(2);
        assertThat(automatic.connectionsOfOne(), is(2));
        automatic.of(3);
        assertThat(automatic.connectionsOfOne(), is(1));
        automatic.of(1);
        automatic.learn(200, Duration.ZERO, 2);
        assertThat(automatic.connectionsOfOne(), is(2));
        automatic.learn(200, Duration.ZERO, 0);
        assertThat(automatic.connectionsOfOne(), is(1));
        ConcurrencyLimit fixed = new ConcurrencyLimit(3, clock, events);
        fixed.of(1);
        assertThat(fixed.connectionsOfOne(), is(3));
    }

    @Test
    public void otherFailuresSayNothingOfTheWay() {
        for (int status : List.of(400, 403, 404)) {
            round(status, 20);
        }
        assertThat(automatic.current(), is(4));
    }

    /** As many answers as there are files under way. */
    private void round(int status, int millis) {
        for (int left = automatic.current(); left > 0; left--) {
            answer(status, millis);
        }
    }

    private void answer(int status, int millis) {
        automatic.learn(status, Duration.ofMillis(millis), UNLIMITED);
    }
}
