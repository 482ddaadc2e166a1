package io.jenkins.plugins.gitlabgenericpackages.servers;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The choice, in the forms of a step and of a server, what happens to files whose SHA-256 is not known. */
@Restricted(NoExternalUse.class)
public final class VerifyField {
    private VerifyField() {}

    public static ListBoxModel items() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.VerifyField_IfTold(), Verify.IF_TOLD.name());
        items.add(Messages.VerifyField_Required(), Verify.REQUIRED.name());
        return items;
    }

    /** Returns the stricter of the two: neither may undo what the other asks for. */
    public static Verify stricter(Verify one, Verify other) {
        return one == Verify.REQUIRED ? one : other;
    }
}
