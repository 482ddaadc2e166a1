package io.jenkins.plugins.gitlabgenericpackages.servers;

import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import java.util.List;

/**
 * What the domain of credentials must allow before they are used for a GitLab. It is said of the address that the token
 * will be sent to, not of the text that names it: another reader of that text may see another host in it, or none, and
 * where nothing is required, every domain is good enough.
 */
final class AddressRequirements {
    private AddressRequirements() {}

    /**
     * Returns the requirements, which are never none.
     *
     * @throws io.jenkins.plugins.gitlabgenericpackages.client.model.InvalidRequestException if the address cannot be read
     */
    static List<DomainRequirement> of(String gitlabUrl) {
        HttpAddress api = GitLabUrl.api(gitlabUrl);
        return URIRequirementBuilder.create()
                .withScheme(api.scheme())
                .withHostnamePort(withoutRoot(api.host()), api.port())
                .withPath(api.target())
                .build();
    }

    /** A dot at the end only says that the name is whole: with and without it, a domain means the same host. */
    private static String withoutRoot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
