package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** IP addresses written out, in the one way each that everybody reads alike. Nothing is looked up. */
public final class IpLiteral {
    private static final int LONGEST = 45;

    private IpLiteral() {}

    /**
     * Returns the 4 or 16 bytes of the address, or nothing if the text is none: neither four decimal numbers without
     * leading zeros nor an IPv6 address, which stands without brackets and zone. One that only wraps an IPv4 address
     * ({@code ::ffff:1.2.3.4}) has the 4 bytes of that.
     */
    public static Optional<byte[]> bytes(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    }

    private static Optional<byte[]> ipv4(String text) {
        String[] numbers = text.split("\\.", -1);
        byte[] bytes = new byte[4];
        if (numbers.length != bytes.length) {
            return Optional.empty();
        }
        for (int i = 0; i < bytes.length; i++) {
            if (!numbers[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(numbers[i]) > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(numbers[i]);
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> ipv6(String text) {
        if (!text.matches("[0-9a-fA-F:.]+")) {
            return Optional.empty();
        }
        try {
            // In brackets it is never taken for a name.
            return Optional.of(InetAddress.getByName("[" + text + "]").getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
