package io.jenkins.plugins.gitlabgenericpackages.servers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import java.util.Arrays;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The choice, in the forms of a step and of a server, of which kind a token is. */
@Restricted(NoExternalUse.class)
public final class TokenTypeField {
    private TokenTypeField() {}

    public static ListBoxModel items() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.TokenTypeField_Auto(), TokenType.AUTO.name());
        items.add(Messages.TokenTypeField_Private(), TokenType.PRIVATE.name());
        items.add(Messages.TokenTypeField_Deploy(), TokenType.DEPLOY.name());
        items.add(Messages.TokenTypeField_Job(), TokenType.JOB.name());
        return items;
    }

    /** Returns the choice that a form sent; {@code AUTO} if it is none of them. */
    public static TokenType read(@CheckForNull String value) {
        return Arrays.stream(TokenType.values())
                .filter(type -> type.name().equals(value))
                .findFirst()
                .orElse(TokenType.AUTO);
    }
}
