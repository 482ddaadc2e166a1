package io.jenkins.plugins.gitlabgenericpackages.plugins;

import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The GitLabs in the configurations of GitLab Branch Source and of the GitLab plugin: their addresses, nothing else. */
@Restricted(NoExternalUse.class)
public final class OtherServers {
    private OtherServers() {}

    /** Returns each address once. */
    public static List<String> addresses() {
        return Stream.concat(
                        branchSourceServers().flatMap(server -> address(server, "serverUrl").stream()),
                        elements("com.dabsquared.gitlabjenkins.connection.GitLabConnectionConfig", "connections")
                                .flatMap(server -> address(server, "url").stream()))
                .distinct()
                .toList();
    }

    /** Returns the address of the server that GitLab Branch Source knows by that name; nothing if it cannot be used. */
    static Optional<String> address(String name) {
        return branchSourceServers()
                .filter(server -> PublicProperty.of(server, "name", String.class)
                        .filter(name::equals)
                        .isPresent())
                .findFirst()
                .flatMap(server -> address(server, "serverUrl"));
    }

    /** It is shown in forms and logs: one with a login or a query in it stays where it is. */
    private static Optional<String> address(Object server, String property) {
        return PublicProperty.of(server, property, String.class).flatMap(GitLabUrl::shown);
    }

    private static Stream<?> branchSourceServers() {
        return elements("io.jenkins.plugins.gitlabserverconfig.servers.GitLabServers", "servers");
    }

    private static Stream<?> elements(String configuration, String list) {
        return PublicProperty.elements(Jenkins.get().getDescriptor(configuration), list);
    }
}
