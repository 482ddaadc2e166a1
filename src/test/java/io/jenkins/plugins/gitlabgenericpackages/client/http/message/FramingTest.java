package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class FramingTest {
    private static final Framing NO_BODY = new Framing(false, OptionalLong.of(0));

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void lengthIsThatOfTheBody() throws Exception {
        assertThat(framing(200, "5"), is(new Framing(false, OptionalLong.of(5))));
        assertThat(framing(200, "5", "5"), is(new Framing(false, OptionalLong.of(5))));
        assertThat(framing(206, "9".repeat(18)).length(), is(OptionalLong.of(999_999_999_999_999_999L)));
    }

    @Test
    public void withoutALengthTheConnectionEndsTheBody() throws Exception {
        assertThat(framing(200), is(new Framing(false, OptionalLong.empty())));
    }

    @Test
    public void chunksGoBeforeALength() throws Exception {
        assertThat(coded("chunked"), is(new Framing(true, OptionalLong.empty())));
        assertThat(coded("Chunked"), is(new Framing(true, OptionalLong.empty())));
    }

    @Test
    public void someAnswersHaveNoBodyWhateverTheySay() throws Exception {
        for (int status : new int[] {204, 304}) {
            assertThat(framing(status, "5"), is(NO_BODY));
        }
        assertThat(Framing.of("HEAD", head(200, new Headers().add("Content-Length", "5"))), is(NO_BODY));
    }

    @Test
    public void unusableLengthsAreRefused() {
        for (String length : new String[] {"abc", "-1", "+5", "5, 5", "", "0x10", "9".repeat(19)}) {
            assertRefused(() -> framing(200, length), "the answer has no usable Content-Length");
        }
        assertRefused(() -> framing(200, "5", "6"), "the answer has no usable Content-Length");
        Headers both = new Headers().add("Transfer-Encoding", "chunked").add("Content-Length", "abc");
        assertRefused(() -> Framing.of("GET", head(200, both)), "the answer has no usable Content-Length");
    }

    @Test
    public void unknownTransferEncodingIsRefused() {
        for (String coding : new String[] {"", "gzip", "gzip, chunked"}) {
            assertRefused(() -> coded(coding), "the answer has an unknown transfer encoding");
        }
        assertRefused(() -> coded("chunked", "chunked"), "the answer has an unknown transfer encoding");
    }

    private interface Reading {
        Framing read() throws HttpFormatException;
    }

    private static void assertRefused(Reading reading, String message) {
        assertThat(assertThrows(HttpFormatException.class, reading::read).getMessage(), is(message));
    }

    private static Framing framing(int status, String... lengths) throws HttpFormatException {
        Headers headers = new Headers();
        for (String length : lengths) {
            headers.add("Content-Length", length);
        }
        return Framing.of("GET", head(status, headers));
    }

    private static Framing coded(String... codings) throws HttpFormatException {
        Headers headers = new Headers().add("Content-Length", "5");
        for (String coding : codings) {
            headers.add("Transfer-Encoding", coding);
        }
        return Framing.of("GET", head(200, headers));
    }

    private static ResponseHead head(int status, Headers headers) {
        return new ResponseHead(status, true, headers);
    }
}
