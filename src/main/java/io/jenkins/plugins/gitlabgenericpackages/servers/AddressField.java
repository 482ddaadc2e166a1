package io.jenkins.plugins.gitlabgenericpackages.servers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.plugins.OtherServers;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The addresses that a form offers, beside any that is typed: those of the GitLabs that Jenkins knows. */
@Restricted(NoExternalUse.class)
public final class AddressField {
    private AddressField() {}

    /** @param item what the form configures; null for Jenkins itself */
    public static ComboBoxModel items(@CheckForNull Item item) {
        ComboBoxModel items = new ComboBoxModel();
        if (FormAccess.isGranted(item)) {
            Stream.concat(
                            GitLabServers.get().getServers().stream()
                                    .flatMap(server -> GitLabUrl.shown(server.getGitlabUrl()).stream()),
                            OtherServers.addresses().stream())
                    .distinct()
                    .forEach(items::add);
        }
        return items;
    }
}
