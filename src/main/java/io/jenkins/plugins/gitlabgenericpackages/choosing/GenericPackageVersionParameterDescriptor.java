package io.jenkins.plugins.gitlabgenericpackages.choosing;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.ParameterDefinition.ParameterDescriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.servers.AddressField;
import io.jenkins.plugins.gitlabgenericpackages.servers.CredentialsField;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers;
import io.jenkins.plugins.gitlabgenericpackages.servers.OrderField;
import io.jenkins.plugins.gitlabgenericpackages.servers.TextCheck;
import io.jenkins.plugins.gitlabgenericpackages.servers.TokenTypeField;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Form and checks of the parameter, for those who may see the form; anybody else is answered that all is well. */
@Restricted(NoExternalUse.class)
public abstract class GenericPackageVersionParameterDescriptor extends ParameterDescriptor {
    /** Name and description are what they are of core's parameters. The parameter as a whole has no field name. */
    @Override
    public String getHelpFile(@CheckForNull String fieldName) {
        return "name".equals(fieldName) || "description".equals(fieldName)
                ? "/help/parameter/" + fieldName + ".html"
                : super.getHelpFile(fieldName);
    }

    /** Returns whether the form can leave the address of the GitLab to the configuration. */
    public boolean isServerConfigured() {
        return GitLabServers.isAnyConfigured();
    }

    public ListBoxModel doFillTokenTypeItems() {
        return TokenTypeField.items();
    }

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
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String gitlabUrl,
            @QueryParameter String tokenType) {
        return TextCheck.withoutVariables(
                item, value, CredentialsField.checkListing(item, value, gitlabUrl, TokenTypeField.read(tokenType)));
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
        return TextCheck.withoutVariables(item, value, TextCheck.requiredProjectId(item, value));
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

    @POST
    public FormValidation doCheckDefaultValue(@AncestorInPath Item item, @QueryParameter String value) {
        return TextCheck.withoutVariables(item, value, TextCheck.optionalVersionRule(item, value));
    }
}
