package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.IpLiteral;
import java.util.Optional;

/** A block of IP addresses such as {@code 10.0.0.0/8} or {@code fd00::/8} (RFC 4632, RFC 4291), or a single one. */
final class NetworkRange {
    private final byte[] address;
    private final int bits;

    /**
     * @param address any address of the block
     * @param bits that all its addresses have in common, from the first on
     */
    private NetworkRange(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /** Returns the block that the text names, or nothing if it names none. */
    static Optional<NetworkRange> parse(String text) {
        String[] parts = text.split("/", 2);
        boolean whole = parts.length == 1;
        Optional<byte[]> address = IpLiteral.bytes(withoutBrackets(parts[0]));
        if (address.isEmpty() || !whole && !parts[1].matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int all = address.get().length * Byte.SIZE;
        int bits = whole ? all : Integer.parseInt(parts[1]);
        return bits > all ? Optional.empty() : Optional.of(new NetworkRange(address.get(), bits));
    }

    private static String withoutBrackets(String text) {
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }

    /** Returns whether that is an address of the block; the name of a host never is, whatever its address. */
    boolean contains(String host) {
        return IpLiteral.bytes(host).filter(this::contains).isPresent();
    }

    private boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((address[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
