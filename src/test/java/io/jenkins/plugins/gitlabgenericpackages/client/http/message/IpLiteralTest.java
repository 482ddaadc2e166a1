package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class IpLiteralTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void basics() {
        assertArrayEquals(
                new byte[] {10, 0, (byte) 255, 1}, IpLiteral.bytes("10.0.255.1").get());
        assertThat(IpLiteral.bytes("2001:DB8::1").get().length, is(16));
        assertArrayEquals(
                IpLiteral.bytes("::1").get(), IpLiteral.bytes("0:0:0:0:0:0:0:1").get());
    }

    @Test
    public void wrappedIpv4AddressIsThatAddress() {
        assertArrayEquals(
                new byte[] {1, 2, 3, 4}, IpLiteral.bytes("::ffff:1.2.3.4").get());
        assertArrayEquals(
                new byte[] {-1, -1, -1, -1},
                IpLiteral.bytes("0000:0000:0000:0000:0000:ffff:255.255.255.255").get());
    }

    @Test
    public void whatIsNotReadAlikeByEverybodyIsNone() {
        for (String text : new String[] {
            "",
            "a",
            "127.1",
            "2130706433",
            "0x7f.0.0.1",
            "127.0.0.01",
            "256.0.0.1",
            "1.2.3.4.",
            "1.2.3.4.5",
            "-1.0.0.0",
            "[::1]",
            "::1%1",
            "::1::",
            ":1",
            "12345::",
            "1:2:3:4:5:6:7:8:9",
            "fe80::g",
            "face",
            "0:".repeat(1000)
        }) {
            assertThat(text, IpLiteral.bytes(text), is(Optional.empty()));
        }
    }
}
