package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a request goes. The request target (path and query) is kept byte for byte, because the signature of a
 * presigned address covers exactly those bytes.
 *
 * <p>{@link #toString} leaves the query out, so an address may be logged.
 */
public record HttpAddress(String scheme, String host, int port, String target) implements Serializable {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    /** @throws IllegalArgumentException if {@code text} is no absolute http or https address */
    public static HttpAddress parse(String text) {
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("not an http:// or https:// address");
        }
        int start = colon + 3;
        int end = start;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        URI authority;
        try {
            authority = new URI(scheme + "://" + text.substring(start, end)).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the host of the address cannot be read");
        }
        if (authority.getHost() == null) {
            throw new IllegalArgumentException("the address names no host");
        }
        if (authority.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the address must not contain a user name or password");
        }
        int port = authority.getPort() < 0 ? defaultPort(scheme) : authority.getPort();
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port of the address is not from 1 to 65535");
        }
        return new HttpAddress(
                scheme, authority.getHost().toLowerCase(Locale.ROOT), port, checkedTarget(text.substring(end)));
    }

    /** Returns the address that the {@code Location} header of an answer from here names. */
    public HttpAddress resolve(String location) {
        if (location.startsWith("//")) {
            return parse(scheme + ":" + location);
        }
        if (location.startsWith("/")) {
            return withTarget(checkedTarget(location));
        }
        if (SCHEME.matcher(location).lookingAt()) {
            return parse(location);
        }
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (location.startsWith("?")) {
            return withTarget(checkedTarget(path + location));
        }
        return withTarget(checkedTarget(path.substring(0, path.lastIndexOf('/') + 1) + location));
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
        return scheme + "://" + authority();
    }

    /** Returns host and port as the {@code Host} header wants them. */
    public String authority() {
        return port == defaultPort(scheme) ? host : host + ":" + port;
    }

    /** Returns the host without the brackets of an IPv6 literal, as sockets and certificates want it. */
    public String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        int query = target.indexOf('?');
        return origin() + (query < 0 ? target : target.substring(0, query));
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static String checkedTarget(String rest) {
        int fragment = rest.indexOf('#');
        String target = fragment < 0 ? rest : rest.substring(0, fragment);
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                throw new IllegalArgumentException("the address contains a character that must be percent-encoded");
            }
        }
        return target.startsWith("/") ? target : "/" + target;
    }
}
