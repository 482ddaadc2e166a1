package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
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
                .noneMatch(exception -> matches(exception.toLowerCase(Locale.ROOT), host)
                        || NetworkRange.parse(exception)
                                .filter(range -> range.contains(host))
                                .isPresent());
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

    /** Goes back to the last star only: the host may be a redirect's, made up to keep a search busy. */
    private static boolean matches(String pattern, String host) {
        int p = 0;
        int h = 0;
        int afterStar = -1;
        int resume = 0;
        while (h < host.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                afterStar = ++p;
                resume = h;
            } else if (p < pattern.length() && pattern.charAt(p) == host.charAt(h)) {
                p++;
                h++;
            } else if (afterStar >= 0) {
                p = afterStar;
                h = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
