package io.jenkins.plugins.gitlabgenericpackages.polling;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.triggers.TimerTrigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.FilledParameter;
import io.jenkins.plugins.gitlabgenericpackages.servers.AddressField;
import io.jenkins.plugins.gitlabgenericpackages.servers.FormAccess;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers;
import io.jenkins.plugins.gitlabgenericpackages.servers.TextCheck;
import io.jenkins.plugins.gitlabgenericpackages.servers.TokenTypeField;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Choices and checks of the trigger's form. Each applies the rule of the poll, and works for those who may see the form. */
@Restricted(NoExternalUse.class)
public abstract class GenericPackageTriggerDescriptor extends TriggerDescriptor {

    /** Returns whether the form can leave the address of the GitLab to the configuration. */
    public boolean isServerConfigured() {
        return GitLabServers.isAnyConfigured();
    }

    public ListBoxModel doFillBuildsItems() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Builds_Each(), Builds.EACH.name());
        items.add(Messages.Builds_Newest(), Builds.NEWEST.name());
        return items;
    }

    public ListBoxModel doFillTokenTypeItems() {
        return TokenTypeField.items();
    }

    /** Says, as the form of core's trigger does, when it would run. */
    @POST
    public FormValidation doCheckSpec(@AncestorInPath Item item, @QueryParameter String value) {
        return FormAccess.isGranted(item)
                ? Jenkins.get()
                        .getDescriptorByType(TimerTrigger.DescriptorImpl.class)
                        .doCheckSpec(value, item)
                : FormValidation.ok();
    }

    @POST
    public ComboBoxModel doFillGitlabUrlItems(@AncestorInPath Item item) {
        return AddressField.items(item);
    }

    @POST
    public FormValidation doCheckGitlabUrl(@AncestorInPath Item item, @QueryParameter String value) {
        return TextCheck.withoutVariables(item, value, TextCheck.gitlabUrl(item, value));
    }

    @POST
    public FormValidation doCheckProjectId(@AncestorInPath Item item, @QueryParameter String value) {
        return TextCheck.withoutVariables(item, value, TextCheck.projectIdOf(item, value));
    }

    @POST
    public FormValidation doCheckPackageName(@AncestorInPath Item item, @QueryParameter String value) {
        return TextCheck.withoutVariables(item, value, TextCheck.packageName(item, value));
    }

    @POST
    public FormValidation doCheckPackageVersion(@AncestorInPath Item item, @QueryParameter String value) {
        return TextCheck.withoutVariables(item, value, TextCheck.optionalVersionRule(item, value));
    }

    @POST
    public FormValidation doCheckCompleteWhen(@AncestorInPath Item item, @QueryParameter String value) {
        return TextCheck.withoutVariables(item, value, TextCheck.checksums(item, value));
    }

    /** Jenkins hides what a build is given for a parameter that its job does not have; the form may bring it along. */
    @POST
    public FormValidation doCheckParameter(@AncestorInPath Item item, @QueryParameter String value) {
        String name = Util.fixEmptyAndTrim(value);
        return name == null
                        || !FormAccess.isGranted(item)
                        || !(item instanceof Job<?, ?> job)
                        || FilledParameter.names(job).contains(name)
                ? FormValidation.ok()
                : FormValidation.warning(Messages.GitLabGenericPackageTrigger_NoParameter(name));
    }
}
