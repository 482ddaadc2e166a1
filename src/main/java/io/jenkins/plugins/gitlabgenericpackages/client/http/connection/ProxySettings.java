package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.IpLiteral;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * An HTTP proxy as plain data that can travel to an agent.
 *
 * @param userName the login of the proxy, empty for none
 * @param noProxyHosts what is reached without it: names of hosts, in which {@code *} stands for any characters, and
 *     addresses or blocks of them such as {@code 10.0.0.0/8}, for an address in place of a name
 */
public record ProxySettings(String host, int port, String userName, String password, List<String> noProxyHosts)
        implements Serializable {

    public ProxySettings {
        noProxyHosts = List.copyOf(noProxyHosts);
    }

    /** Returns whether that address is reached through it. */
    public boolean appliesTo(HttpAddress address) {
        String host = address.certifiedHost();
        return noProxyHosts.stream()
                .map(exception -> exception.toLowerCase(Locale.ROOT))
                .noneMatch(exception -> matches(exception, host) || IpLiteral.isIn(exception, host));
    }

    public Credentials credentials() {
        if (userName.isEmpty()) {
            return Credentials.NONE;
        }
        byte[] login = (userName + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Credentials.of(
                "Proxy-Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }

    /** Leaves the login out. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    /** Looks for each part where it comes first: the host may be a redirect's, made up to keep a search busy. */
    private static boolean matches(String pattern, String host) {
        String[] parts = pattern.split("\\*", -1);
        String last = parts[parts.length - 1];
        if (parts.length == 1 || !host.startsWith(parts[0])) {
            return pattern.equals(host);
        }
        int at = parts[0].length();
        for (String part : List.of(parts).subList(1, parts.length - 1)) {
            int found = host.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return host.length() - last.length() >= at && host.endsWith(last);
    }
}
