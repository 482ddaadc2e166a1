package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.IpLiteral;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.apache.tools.ant.types.selectors.SelectorUtils;

/**
 * A proxy as plain data that can travel to an agent.
 *
 * @param scheme how it is spoken to: {@code http}, or another one with which nothing can be reached through it
 * @param userName the login of the proxy, empty for none
 * @param noProxyHosts what is reached without it: names of hosts, in which {@code *} stands for any characters, and
 *     addresses or blocks of them such as {@code 10.0.0.0/8}, for an address in place of a name
 */
public record ProxySettings(
        String scheme, String host, int port, String userName, String password, List<String> noProxyHosts)
        implements Serializable {
    private static final String HTTP = "http";

    public ProxySettings {
        noProxyHosts = List.copyOf(noProxyHosts);
    }

    public ProxySettings(String host, int port, String userName, String password, List<String> noProxyHosts) {
        this(HTTP, host, port, userName, password, noProxyHosts);
    }

    /** Returns whether something can be reached through it. */
    public boolean isUsable() {
        return scheme.equalsIgnoreCase(HTTP);
    }

    /** Returns whether that address is reached through it. */
    public boolean appliesTo(HttpAddress address) {
        String host = address.certifiedHost();
        return noProxyHosts.stream()
                .map(exception -> exception.toLowerCase(Locale.ROOT))
                .noneMatch(exception -> exception.indexOf('?') < 0 && SelectorUtils.match(exception, host)
                        || IpLiteral.isIn(exception, host));
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
        return (isUsable() ? "" : scheme + "://") + host + ":" + port;
    }
}
