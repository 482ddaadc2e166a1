package io.jenkins.plugins.gitlabgenericpackages.servers;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The choice, in forms that list versions, of which one comes first. */
@Restricted(NoExternalUse.class)
public final class OrderField {
    private OrderField() {}

    public static ListBoxModel items() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.OrderField_Semver(), Order.SEMVER.name());
        items.add(Messages.OrderField_Created(), Order.CREATED.name());
        return items;
    }
}
