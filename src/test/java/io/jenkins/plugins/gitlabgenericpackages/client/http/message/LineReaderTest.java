package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class LineReaderTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void endOfALineIsLeftOut() throws Exception {
        LineReader lines = lines("one\r\ntwo\n\n\r\n\rthree\r\r\nhalf", 100, 100);
        for (String line : new String[] {"one", "two", "", "", "\rthree\r"}) {
            assertThat(lines.next(), is(line));
        }
        assertThrows(ConnectionException.class, lines::next);
    }

    @Test
    public void longestLineIsRead() throws Exception {
        for (int longest : new int[] {10, 128, 129, 300}) {
            String line = "x".repeat(longest);
            assertThat(lines(line + "\n", longest, 1000).next(), is(line));
            assertThat(
                    assertThrows(
                                    HttpFormatException.class,
                                    () -> lines(line + "x\n", longest, 1000).next())
                            .getMessage(),
                    is("a line in it is longer than " + longest + " bytes"));
        }
    }

    @Test
    public void allLinesAreBoundedTogetherWithTheirEnds() throws Exception {
        LineReader lines = lines("ab\ncd\n", 100, 6);
        assertThat(lines.next(), is("ab"));
        assertThat(lines.next(), is("cd"));
        assertThrows(ConnectionException.class, lines::next);
        LineReader more = lines("ab\ncd\n", 100, 5);
        assertThat(more.next(), is("ab"));
        assertThat(assertThrows(HttpFormatException.class, more::next).getMessage(), is("it is longer than 5 bytes"));
    }

    private static LineReader lines(String text, int longest, int most) {
        return new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "it", longest, most);
    }
}
