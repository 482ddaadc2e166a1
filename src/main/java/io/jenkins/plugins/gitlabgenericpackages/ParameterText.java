package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How a parameter's text is read: with variables in a freestyle job, as it is in a Pipeline, where Groovy has them. */
@FunctionalInterface
@Restricted(NoExternalUse.class)
public interface ParameterText {
    ParameterText LITERAL = text -> text;

    static ParameterText expandedIn(EnvVars environment) {
        return text -> environment.expand(text).strip();
    }

    @NonNull
    String read(@NonNull String text);

    @NonNull
    default String of(@CheckForNull String text) {
        return text == null ? "" : read(text);
    }
}
