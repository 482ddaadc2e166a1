package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Host and port of an address (RFC 3986, section 3.2). Stricter than {@link java.net.URI} with numbers, which not
 * everybody reads as the same address, and wider by the {@code _} that some hosts have in their names.
 *
 * @param host in lower case; an IPv6 address in brackets, with its zone as it was given
 * @param port -1 if none is given
 */
record Authority(String host, int port) {
    private static final String UNREADABLE = "the host of the address cannot be read";
    private static final Pattern CHARACTERS = Pattern.compile("[\\w.~!$&'()*+,;=:@%\\[\\]-]*");
    private static final Pattern PORT = Pattern.compile("(:[0-9]{0,5})?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern ZONE = Pattern.compile("%25[A-Za-z0-9._~-]{1,32}");

    /** @throws IllegalArgumentException if there is no host, or something besides host and port */
    static Authority parse(String text) {
        if (!CHARACTERS.matcher(text).matches()) {
            throw new IllegalArgumentException(UNREADABLE);
        }
        if (text.indexOf('@') >= 0) {
            throw new IllegalArgumentException("the address must not contain a user name or password");
        }
        int colon = text.indexOf(':', text.lastIndexOf(']') + 1);
        String host = colon < 0 ? text : text.substring(0, colon);
        String port = text.substring(host.length());
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the address names no host");
        }
        if (!PORT.matcher(port).matches()) {
            throw new IllegalArgumentException(UNREADABLE);
        }
        String checked = host.startsWith("[") ? literal(host) : name(host.toLowerCase(Locale.ROOT));
        return new Authority(checked, port.length() < 2 ? -1 : Integer.parseInt(port.substring(1)));
    }

    private static String literal(String host) {
        String address = withoutZone(host).toLowerCase(Locale.ROOT);
        boolean closed = host.endsWith("]") && address.length() > 2;
        String bare = closed ? address.substring(1, address.length() - 1) : "";
        if (bare.indexOf(':') < 0 || IpLiteral.bytes(bare).isEmpty()) {
            throw new IllegalArgumentException(UNREADABLE);
        }
        int zone = host.indexOf('%');
        if (zone < 0) {
            return address;
        }
        String named = host.substring(zone, host.length() - 1);
        if (!ZONE.matcher(named).matches()) {
            throw new IllegalArgumentException(UNREADABLE);
        }
        // A zone is the name of an interface, and those are told apart by case.
        return "[" + bare + named + "]";
    }

    private static String name(String host) {
        String[] labels = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException(UNREADABLE);
            }
        }
        // What ends with a number is an address, and some ways to write one are not read alike by everybody.
        if (NUMBER.matcher(labels[labels.length - 1]).matches()
                && IpLiteral.bytes(host).isEmpty()) {
            throw new IllegalArgumentException(UNREADABLE);
        }
        return host;
    }

    /** Returns the host as others may know it: a zone has a meaning on this machine only (RFC 6874, section 4). */
    static String withoutZone(String host) {
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone) + "]";
    }
}
