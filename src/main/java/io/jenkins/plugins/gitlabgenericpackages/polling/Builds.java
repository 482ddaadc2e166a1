package io.jenkins.plugins.gitlabgenericpackages.polling;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** For which of the versions that came a trigger starts builds. */
@Restricted(NoExternalUse.class)
public enum Builds {
    /** For each. */
    EACH,
    /** For the one that was created last of those that are complete; older ones are passed over. */
    NEWEST
}
