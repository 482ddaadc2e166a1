package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class InterimHeadsTest {
    private static final String FINAL = "HTTP/1.1 201 Created\r\n\r\n";
    private static final String HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    private final AtomicInteger permissions = new AtomicInteger();

    @Test
    public void finalHeadIsReturned() throws Exception {
        assertThat(status("HTTP/1.1 200 OK\r\n\r\n" + FINAL), is(200));
        assertThat(status(FINAL), is(201));
        assertThat(permissions.get(), is(0));
    }

    @Test
    public void interimHeadsAreReadOver() throws Exception {
        assertThat(status(HINTS + "HTTP/1.1 100 Continue\r\n\r\n" + HINTS + FINAL), is(201));
        assertThat(permissions.get(), is(1));
    }

    @Test
    public void everythingBelow200IsInterim() throws Exception {
        assertThat(status("HTTP/1.1 199 Misc\r\n\r\n" + FINAL), is(201));
    }

    @Test
    public void twentyInterimHeadsAreReadAndNoMore() throws Exception {
        assertThat(status(HINTS.repeat(20) + FINAL), is(201));
        HttpFormatException refused = assertThrows(HttpFormatException.class, () -> status(HINTS.repeat(21) + FINAL));
        assertThat(refused.getMessage(), is("more than 20 interim answers came before the final one"));
    }

    @Test
    public void changeOfProtocolIsRefused() {
        HttpFormatException refused = assertThrows(
                HttpFormatException.class,
                () -> status("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n" + FINAL));
        assertThat(refused.getMessage(), is("the answer goes over to another protocol, which nobody asked for"));
    }

    private int status(String raw) throws Exception {
        InputStream in = new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8));
        return ResponseHead.readFinal(in, permissions::incrementAndGet).status();
    }
}
