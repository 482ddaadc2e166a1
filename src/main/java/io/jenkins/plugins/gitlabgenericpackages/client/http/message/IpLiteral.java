package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses written out, in the one way each that everybody reads alike, and their blocks. Nothing is looked up. */
public final class IpLiteral {
    private static final int LONGEST = 45;
    private static final String NUMBER = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(NUMBER + "(\\." + NUMBER + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    private IpLiteral() {}

    /**
     * Returns the 4 or 16 bytes of the address, or nothing if the text is none: neither four decimal numbers without
     * leading zeros nor an IPv6 address, which stands without brackets and zone. One that only wraps an IPv4 address
     * ({@code ::ffff:1.2.3.4}) has the 4 bytes of that.
     */
    public static Optional<byte[]> bytes(String text) {
        boolean ipv4 = IPV4.matcher(text).matches();
        if (text.length() > LONGEST || !ipv4 && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Neither is ever taken for a name.
            return Optional.of(
                    InetAddress.getByName(ipv4 ? text : "[" + text + "]").getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether the host is an address of that block; a name never is, whatever its address.
     *
     * @param block such as {@code 10.0.0.0/8} or {@code fd00::/8} (RFC 4632, RFC 4291), or a single address, with or
     *     without brackets; what is none of them holds no address
     */
    public static boolean isIn(String block, String host) {
        String[] parts = block.split("/", 2);
        Optional<byte[]> first = bytes(parts[0].replaceFirst("^\\[(.*)]$", "$1"));
        Optional<byte[]> address = bytes(host);
        if (first.isEmpty() || address.isEmpty() || first.get().length != address.get().length) {
            return false;
        }
        int all = first.get().length * Byte.SIZE;
        String bits = parts.length == 1 ? String.valueOf(all) : parts[1];
        if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > all) {
            return false;
        }
        BigInteger differs = new BigInteger(1, first.get()).xor(new BigInteger(1, address.get()));
        return differs.bitLength() <= all - Integer.parseInt(bits);
    }
}
