package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes. The request target (path and query) is kept byte for byte, because the signature of a
 * presigned address covers exactly those bytes.
 *
 * <p>{@link #toString} leaves the query out, so an address may be logged.
 */
public record HttpAddress(String scheme, String host, int port, String target) implements Serializable {
    private static final Pattern ADDRESS = Pattern.compile("(?is)(https?)://([^/?#]*)(.*)");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    /** More than any server takes in a request line, and little enough to be looked at several times. */
    private static final int LONGEST = 8 * 1024;

    /**
     * Reads an address that a server names. Its path and query may hold characters that no URI has, as those of presigned
     * addresses do, but none that could end the request line.
     *
     * @throws IllegalArgumentException if {@code text} is no absolute http or https address, or longer than 8 KiB; the
     *     message does not repeat it
     */
    public static HttpAddress parse(String text) {
        checkLength(text);
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an http:// or https:// address");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        Authority authority = Authority.parse(parts.group(2));
        int port = authority.port() < 0 ? defaultPort(scheme) : authority.port();
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port of the address is not from 1 to 65535");
        }
        return new HttpAddress(scheme, authority.host(), port, checkedTarget(parts.group(3)));
    }

    /**
     * Reads an address that a person gives. It must be a URI as well: what is none was meant otherwise, or is meant to be
     * read otherwise by somebody else.
     *
     * @throws IllegalArgumentException as {@link #parse} does, and if it is no URI
     */
    public static HttpAddress parseStrict(String text) {
        HttpAddress address = parse(text);
        if (text.indexOf('@') >= 0) {
            // A slash in a password would have made its first half the host.
            throw new IllegalArgumentException("the address must not contain a user name or password");
        }
        try {
            new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the address contains a character that must be percent-encoded");
        }
        return address;
    }

    /** Returns the address that the {@code Location} header of an answer from here names. */
    public HttpAddress resolve(String location) {
        checkLength(location);
        if (location.startsWith("//")) {
            return parse(scheme + ":" + location);
        }
        if (location.startsWith("/")) {
            return withTarget(checkedTarget(location));
        }
        if (SCHEME.matcher(location).lookingAt()) {
            return parse(location);
        }
        if (location.startsWith("?")) {
            return withTarget(checkedTarget(path() + location));
        }
        return withTarget(checkedTarget(path().substring(0, path().lastIndexOf('/') + 1) + location));
    }

    public HttpAddress withTarget(String newTarget) {
        return new HttpAddress(scheme, host, port, newTarget);
    }

    public boolean isSecure() {
        return scheme.equals("https");
    }

    /** Two addresses have one origin when scheme, host and port are equal: only then may a token go along. */
    public boolean sameOrigin(HttpAddress other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    public String origin() {
        return scheme + "://" + withPort(host);
    }

    /** Returns host and port as the {@code Host} header wants them. */
    public String authority() {
        return withPort(Authority.withoutZone(host));
    }

    /** Returns host and port as a tunnel through a proxy is asked for: never without the port. */
    public String tunnelTarget() {
        return Authority.withoutZone(host) + ":" + port;
    }

    /** Returns the host without the brackets of an IPv6 literal and with its zone, as sockets want it. */
    public String bareHost() {
        return bare(host).replace("%25", "%");
    }

    /** Returns the host without the brackets of an IPv6 literal and without its zone, as certificates name it. */
    public String certifiedHost() {
        return bare(Authority.withoutZone(host));
    }

    @Override
    public String toString() {
        return origin() + path();
    }

    private String path() {
        return target.split("\\?", 2)[0];
    }

    private String withPort(String name) {
        return port == defaultPort(scheme) ? name : name + ":" + port;
    }

    private static String bare(String name) {
        return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    }

    private static void checkLength(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("the address is longer than " + LONGEST + " characters");
        }
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static String checkedTarget(String rest) {
        int fragment = rest.indexOf('#');
        String target = fragment < 0 ? rest : rest.substring(0, fragment);
        checkLength(target);
        if (target.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException("the address contains a character that must be percent-encoded");
        }
        return target.startsWith("/") ? target : "/" + target;
    }
}
