package io.jenkins.plugins.gitlabgenericpackages;

import hudson.AbortException;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.servers.AddressField;
import io.jenkins.plugins.gitlabgenericpackages.servers.CredentialsField;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers;
import io.jenkins.plugins.gitlabgenericpackages.servers.OrderField;
import io.jenkins.plugins.gitlabgenericpackages.servers.TextCheck;
import io.jenkins.plugins.gitlabgenericpackages.servers.TokenTypeField;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Form and checks of what all steps have. A check applies the rule of the run, and works for those who may see the form;
 * anybody else is answered that all is well.
 */
@Restricted(NoExternalUse.class)
public abstract class RegistryStepDescriptor extends StepDescriptor {
    /**
     * Deprecated in favour of a hook that cannot fail in one line: whatever it throws is told with a stack trace, as is
     * what the data binding itself finds wrong.
     *
     * @throws AbortException if the arguments cannot work
     */
    @Deprecated
    @Override
    public Step newInstance(Map<String, Object> arguments) throws AbortException {
        DescribableModel<? extends Step> model = DescribableModel.of(clazz);
        return model.instantiate(new StepArguments(model).read(arguments), null);
    }

    /** Returns the values of these arguments, of those that are set, for people. */
    protected static String words(Map<String, Object> arguments, String... names) {
        return Arrays.stream(names)
                .map(arguments::get)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    /** Returns whether the form can leave the address of the GitLab to the configuration. */
    public boolean isServerConfigured() {
        return GitLabServers.isAnyConfigured();
    }

    public ListBoxModel doFillTokenTypeItems() {
        return TokenTypeField.items();
    }

    /** Fills the order of those steps that have one. */
    public ListBoxModel doFillOrderItems() {
        return OrderField.items();
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String credentialsId, @QueryParameter String gitlabUrl) {
        return CredentialsField.items(item, credentialsId, gitlabUrl);
    }

    @POST
    public FormValidation doCheckCredentialsId(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String gitlabUrl) {
        return CredentialsField.check(item, value, gitlabUrl);
    }

    @POST
    public ComboBoxModel doFillGitlabUrlItems(@AncestorInPath Item item) {
        return AddressField.items(item);
    }

    @POST
    public FormValidation doCheckGitlabUrl(@AncestorInPath Item item, @QueryParameter String value) {
        return TextCheck.gitlabUrl(item, value);
    }

    @POST
    public FormValidation doCheckProjectId(@AncestorInPath Item item, @QueryParameter String value) {
        return TextCheck.projectId(item, value);
    }

    @POST
    public FormValidation doCheckPackageName(@AncestorInPath Item item, @QueryParameter String value) {
        return TextCheck.packageName(item, value);
    }

    @POST
    public FormValidation doCheckRetries(@AncestorInPath Item item, @QueryParameter String value) {
        return TextCheck.retries(item, value);
    }
}
