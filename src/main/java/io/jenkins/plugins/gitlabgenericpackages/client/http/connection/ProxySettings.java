package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An HTTP proxy as plain data that can travel to an agent.
 *
 * @param userName the login of the proxy, empty for none
 * @param noProxyHosts host names that are reached without it; {@code *} stands for any characters
 */
public record ProxySettings(String host, int port, String userName, String password, List<String> noProxyHosts)
        implements Serializable {

    public ProxySettings {
        noProxyHosts = List.copyOf(noProxyHosts);
    }

    boolean appliesTo(HttpAddress address) {
        String host = address.bareHost();
        return noProxyHosts.stream().noneMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), host));
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

    private static boolean matches(String pattern, String host) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return host.matches(regex);
    }
}
