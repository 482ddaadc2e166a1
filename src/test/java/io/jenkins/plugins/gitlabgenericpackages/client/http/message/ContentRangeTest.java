package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ContentRangeTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void basics() {
        ContentRange range = ContentRange.parse("bytes 5-9/10").get();
        assertThat(range, is(new ContentRange(5, 9, OptionalLong.of(10))));
        assertThat(range.length(), is(5L));
        assertThat(ContentRange.parse("bytes 0-0/1").get().length(), is(1L));
    }

    @Test
    public void totalMayBeUnknown() {
        assertThat(ContentRange.parse("bytes 5-9/*").get().total(), is(OptionalLong.empty()));
    }

    @Test
    public void unitIsComparedIgnoringCase() {
        assertThat(ContentRange.parse("Bytes 5-9/10").isPresent(), is(true));
    }

    @Test
    public void largeFilesHaveRanges() {
        String most = "9".repeat(18);
        ContentRange range = ContentRange.parse("bytes 0-" + (Long.parseLong(most) - 1) + "/" + most)
                .get();
        assertThat(range.length(), is(Long.parseLong(most)));
    }

    @Test
    public void nonsenseIsNoRange() {
        for (String value : new String[] {
            "",
            "bytes",
            "bytes 5-9",
            "bytes 5-9/",
            "bytes 5-/10",
            "bytes -9/10",
            "bytes 9-5/10",
            "bytes 5-10/10",
            "bytes 5-9/9",
            "bytes */10",
            "bytes 5-9/10 ",
            "bytes  5-9/10",
            "bytes 5 - 9/10",
            "bytes=5-9/10",
            "bytes +5-9/10",
            "bytes 5-9/10, 20-29/30",
            "items 5-9/10",
            "bytes 5-9/1" + "0".repeat(18),
            "bytes ٥-9/10",
            "bytes 5-9/10\u2028"
        }) {
            assertThat(value, ContentRange.parse(value), is(Optional.empty()));
        }
    }

    @Test
    public void refusalTellsTheTotal() {
        assertThat(ContentRange.totalOfRefusal("bytes */0"), is(OptionalLong.of(0)));
        for (String value : new String[] {"", "bytes */*", "bytes */", "bytes 0-1/2", "*/5", "bytes */-1"}) {
            assertThat(value, ContentRange.totalOfRefusal(value), is(OptionalLong.empty()));
        }
    }

    @Test
    public void impossibleRangeCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> new ContentRange(-1, 0, OptionalLong.empty()));
        assertThrows(IllegalArgumentException.class, () -> new ContentRange(2, 1, OptionalLong.empty()));
        assertThrows(IllegalArgumentException.class, () -> new ContentRange(0, 1, OptionalLong.of(1)));
    }
}
