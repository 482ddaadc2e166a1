package io.jenkins.plugins.gitlabgenericpackages.tools;

import hudson.Util;
import hudson.tools.ToolInstallerDescriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.servers.AddressField;
import io.jenkins.plugins.gitlabgenericpackages.servers.CredentialsField;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers;
import io.jenkins.plugins.gitlabgenericpackages.servers.TextCheck;
import io.jenkins.plugins.gitlabgenericpackages.servers.TokenTypeField;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Form and checks of the installer, for administrators; whoever else asks is told that all is well. */
@Restricted(NoExternalUse.class)
public abstract class PackageInstallerDescriptor extends ToolInstallerDescriptor<GitLabGenericPackageInstaller> {
    /** Returns whether the form can leave the address of the GitLab to the configuration. */
    public boolean isServerConfigured() {
        return GitLabServers.isAnyConfigured();
    }

    public ListBoxModel doFillTokenTypeItems() {
        return TokenTypeField.items();
    }

    @POST
    public ComboBoxModel doFillGitlabUrlItems() {
        return AddressField.items(null);
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @QueryParameter String credentialsId, @QueryParameter String gitlabUrl) {
        return CredentialsField.rootItems(credentialsId, gitlabUrl);
    }

    @POST
    public FormValidation doCheckCredentialsId(@QueryParameter String value, @QueryParameter String gitlabUrl) {
        return CredentialsField.rootCheck(value, gitlabUrl);
    }

    @POST
    public FormValidation doCheckGitlabUrl(@QueryParameter String value) {
        return plain(value, TextCheck.gitlabUrl(null, value));
    }

    @POST
    public FormValidation doCheckProjectId(@QueryParameter String value) {
        return plain(value, TextCheck.requiredProjectId(null, value));
    }

    @POST
    public FormValidation doCheckPackageName(@QueryParameter String value) {
        return plain(value, TextCheck.packageName(null, value));
    }

    @POST
    public FormValidation doCheckPackageVersion(@QueryParameter String value) {
        return plain(value, TextCheck.packageVersionRule(null, value));
    }

    @POST
    public FormValidation doCheckFile(@QueryParameter String value) {
        return plain(
                value, TextCheck.text(null, value, WantedTool::checkFile, Messages.PackageInstallerDescriptor_File()));
    }

    @POST
    public FormValidation doCheckSubdir(@QueryParameter String value) {
        return Util.fixEmptyAndTrim(value) == null
                ? FormValidation.ok()
                : plain(
                        value,
                        TextCheck.text(
                                null, value, WantedTool::checkSubdir, Messages.PackageInstallerDescriptor_Subdir()));
    }

    @POST
    public FormValidation doCheckStripComponents(@QueryParameter String value) {
        return TextCheck.number(null, value, 0, WantedTool.MOST_STRIPPED);
    }

    @POST
    public FormValidation doCheckSha256(@QueryParameter String value) {
        return plain(value, TextCheck.sha256(null, value));
    }

    @POST
    public FormValidation doCheckChecksums(@QueryParameter String value) {
        return plain(value, TextCheck.checksums(null, value));
    }

    /** There is no build whose variables could be meant. */
    private static FormValidation plain(String value, FormValidation check) {
        return TextCheck.withoutVariables(null, value, check);
    }

    /** Says what would be installed where. Downloads nothing. */
    @POST
    public FormValidation doTest(
            @QueryParameter String gitlabUrl,
            @QueryParameter String projectId,
            @QueryParameter String packageName,
            @QueryParameter String packageVersion,
            @QueryParameter String file,
            @QueryParameter String sha256,
            @QueryParameter String credentialsId,
            @QueryParameter String tokenType)
            throws InterruptedException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        GitLabGenericPackageInstaller installer =
                new GitLabGenericPackageInstaller(null, projectId, packageName, packageVersion, file);
        installer.setGitlabUrl(gitlabUrl);
        installer.setSha256(sha256);
        installer.setCredentialsId(credentialsId);
        installer.setTokenType(TokenTypeField.read(tokenType));
        return new Rehearsal(installer).run();
    }
}
