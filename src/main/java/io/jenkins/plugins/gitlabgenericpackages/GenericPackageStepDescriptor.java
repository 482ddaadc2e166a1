package io.jenkins.plugins.gitlabgenericpackages;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.servers.TextCheck;
import io.jenkins.plugins.gitlabgenericpackages.servers.VerifyField;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Form and checks that an upload and a download share. */
@Restricted(NoExternalUse.class)
public abstract class GenericPackageStepDescriptor extends RegistryStepDescriptor {
    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return GenericPackageExecution.REQUIRED_CONTEXT;
    }

    @Override
    public String argumentsToString(Map<String, Object> arguments) {
        String target = words(arguments, "packageName", "packageVersion");
        Object files = Stream.of("archive", "file", "includes", "fileName")
                .map(arguments::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return files == null ? target : target + ": " + files;
    }

    public ListBoxModel doFillVerifyItems() {
        return VerifyField.items();
    }

    @POST
    public FormValidation doCheckChecksums(@AncestorInPath Item item, @QueryParameter String value) {
        return TextCheck.checksums(item, value);
    }

    @POST
    public FormValidation doCheckParallel(@AncestorInPath Item item, @QueryParameter String value) {
        return TextCheck.parallel(item, value);
    }
}
