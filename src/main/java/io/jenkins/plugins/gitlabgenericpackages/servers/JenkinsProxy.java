package io.jenkins.plugins.gitlabgenericpackages.servers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.util.Secret;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import java.util.Arrays;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Takes the proxy of Jenkins along to the agent, where {@link ProxyConfiguration} knows nothing. Controller only. */
@Restricted(NoExternalUse.class)
public final class JenkinsProxy {
    private JenkinsProxy() {}

    /**
     * Returns the proxy as plain data, or null if Jenkins uses none. Its login is in it only if that GitLab is reached
     * through it: a redirect may lead through the proxy in any case, but that is not worth a password on every agent.
     *
     * @throws io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException if the address cannot be
     *     read
     */
    @CheckForNull
    public static ProxySettings settings(String gitlabUrl) {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        if (proxy == null || Util.fixEmptyAndTrim(proxy.getName()) == null) {
            return null;
        }
        // The same separators as in ProxyConfiguration.getNoProxyHostPatterns.
        String[] noProxy = Util.fixNull(proxy.getNoProxyHost()).split("[ \t\n,|]+");
        List<String> hosts =
                Arrays.stream(noProxy).filter(host -> !host.isEmpty()).toList();
        ProxySettings withoutLogin = new ProxySettings(proxy.getName(), proxy.getPort(), "", "", hosts);
        return !withoutLogin.appliesTo(GitLabUrl.api(gitlabUrl))
                ? withoutLogin
                : new ProxySettings(
                        proxy.getName(),
                        proxy.getPort(),
                        Util.fixNull(proxy.getUserName()),
                        Util.fixNull(Secret.toString(proxy.getSecretPassword())),
                        hosts);
    }
}
