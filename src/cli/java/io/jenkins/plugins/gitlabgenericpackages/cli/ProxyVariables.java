package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The proxy that the environment names, by the rules of {@code curl}. */
final class ProxyVariables {
    /** In capitals {@code HTTP_PROXY} does not count: a web server sets it from a header that anybody can send. */
    private static final List<String> FOR_HTTP = List.of("http_proxy", "all_proxy", "ALL_PROXY");

    private static final List<String> FOR_HTTPS = List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
    private static final int DEFAULT_PORT = 1080;
    private static final Pattern AT_SIGN_BEHIND_HOST = Pattern.compile("://[^/?#]*[/?#].*@");

    private ProxyVariables() {}

    /**
     * Returns the proxy for that address and those that it redirects to, or null for direct connections.
     *
     * @throws InvalidRequestException if that address needs one that cannot be used
     */
    static ProxySettings find(Shell shell, HttpAddress gitlab) {
        List<String> directHosts = directHosts(shell);
        boolean isNeeded = new ProxySettings("", 0, "", "", directHosts).appliesTo(gitlab);
        List<String> names = gitlab.isSecure() ? FOR_HTTPS : FOR_HTTP;
        return names.stream()
                .filter(name -> shell.variable(name).isPresent())
                .findFirst()
                .map(name -> parse(name, shell.variable(name).get().strip(), directHosts, isNeeded))
                .orElse(null);
    }

    /** A value may contain a password, so no message repeats it. */
    private static ProxySettings parse(String name, String value, List<String> directHosts, boolean isNeeded) {
        URI uri;
        try {
            String address = value.contains("://") ? value : "http://" + value;
            if (AT_SIGN_BEHIND_HOST.matcher(address).find()) {
                throw new URISyntaxException("", "a slash in the password has made its first half the host");
            }
            uri = new URI(address).parseServerAuthority();
        } catch (URISyntaxException e) {
            if (!isNeeded) {
                return null;
            }
            throw new InvalidRequestException(name + ": the address of the proxy cannot be read");
        }
        String[] login = (uri.getUserInfo() == null ? "" : uri.getUserInfo()).split(":", 2);
        ProxySettings proxy = new ProxySettings(
                uri.getScheme(),
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                login[0],
                login.length > 1 ? login[1] : "",
                directHosts);
        if (isNeeded && (!proxy.isUsable() || proxy.host() == null)) {
            throw new InvalidRequestException(
                    name + ": only a proxy such as http://proxy.example.com:3128 is supported, unless no_proxy names the"
                            + " host of the GitLab");
        }
        return proxy.host() == null ? null : proxy;
    }

    private static List<String> directHosts(Shell shell) {
        String hosts = shell.variable("no_proxy").or(() -> shell.variable("NO_PROXY")).orElse("");
        return Arrays.stream(hosts.split("[,\\s]+"))
                .map(host -> host.replaceFirst("^\\.", ""))
                .filter(host -> !host.isEmpty())
                .flatMap(ProxyVariables::withSubdomains)
                .toList();
    }

    /** A block of addresses, such as {@code 10.0.0.0/8}, has none. */
    private static Stream<String> withSubdomains(String host) {
        return host.equals("*") || host.indexOf('/') >= 0 ? Stream.of(host) : Stream.of(host, "*." + host);
    }
}
