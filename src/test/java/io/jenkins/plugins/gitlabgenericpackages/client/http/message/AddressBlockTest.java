package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class AddressBlockTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void shortestPrefixHoldsAllAddressesOfItsKind() {
        assertHolds("203.0.113.7/0", "0.0.0.0", "255.255.255.255");
        assertHoldsNot("203.0.113.7/0", "::", "2001:db8::1");
        assertHolds("2001:db8::1/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
        assertHoldsNot("2001:db8::1/0", "0.0.0.0", "::ffff:10.0.0.1");
    }

    @Test
    public void longestPrefixAndNoneHoldThatAddressAlone() {
        for (String prefix : new String[] {"", "/32", "/032"}) {
            assertHolds("10.0.0.128" + prefix, "10.0.0.128");
            assertHoldsNot("10.0.0.128" + prefix, "10.0.0.127", "10.0.0.129", "138.0.0.128");
        }
        for (String prefix : new String[] {"", "/128"}) {
            assertHolds("2001:db8::2" + prefix, "2001:db8::2", "2001:db8:0:0:0:0:0:2");
            assertHoldsNot("2001:db8::2" + prefix, "2001:db8::1", "2001:db8::3", "a001:db8::2");
        }
    }

    @Test
    public void everyBitOfThePrefixCounts() {
        assertHolds("10.0.0.128/31", "10.0.0.128", "10.0.0.129");
        assertHoldsNot("10.0.0.128/31", "10.0.0.127", "10.0.0.130");
        assertHolds("128.0.0.0/1", "128.0.0.0", "255.255.255.255");
        assertHoldsNot("128.0.0.0/1", "127.255.255.255", "0.0.0.0");
        assertHolds("10.1.0.0/16", "10.1.255.255");
        assertHoldsNot("10.1.0.0/16", "10.0.255.255", "10.2.0.0");
        assertHolds("2001:db8::/127", "2001:db8::1");
        assertHoldsNot("2001:db8::/127", "2001:db8::2");
    }

    @Test
    public void longerPrefixThanTheAddressIsNone() {
        assertNone("10.0.0.0/33", "0.0.0.0/128", "::/129", "::ffff:10.0.0.1/33");
        assertNone("10.0.0.0/999", "10.0.0.0/1000", "10.0.0.0/4294967304", "10.0.0.0/-8", "10.0.0.0/+8");
    }

    @Test
    public void numberOfAnAddressEndsAt255() {
        assertHolds("255.255.255.255/32", "255.255.255.255");
        assertHoldsNot("255.255.255.255/32", "255.255.255.254", "255.255.255.256");
        assertNone("256.0.0.0/8", "10.0.0.256", "10.0.0.256/32", "[::1", "::1]", "10.0.0.0/8/8", "10.0.0.0/ 8", "");
    }

    private static void assertHolds(String range, String... addresses) {
        for (String address : addresses) {
            assertTrue(range + " " + address, IpLiteral.isIn(range, address));
        }
    }

    private static void assertHoldsNot(String range, String... addresses) {
        for (String address : addresses) {
            assertFalse(range + " " + address, IpLiteral.isIn(range, address));
        }
    }

    private static void assertNone(String... ranges) {
        for (String range : ranges) {
            assertHoldsNot(range, range, range.split("/", 2)[0], "0.0.0.0", "10.0.0.0", "::", "::1");
        }
    }
}
