package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.agents.TransferWork;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.servers.SelectionCheck;
import io.jenkins.plugins.gitlabgenericpackages.servers.TextCheck;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Downloads files of a generic package in GitLab to the workspace. */
public final class GitLabGenericDownloadStep extends GenericPackageStep {
    private static final long serialVersionUID = 1L;

    private String sha256;
    private boolean unpack;
    private Integer stripComponents;

    @DataBoundConstructor
    public GitLabGenericDownloadStep(String packageName, String packageVersion) {
        super(packageName, packageVersion);
    }

    @CheckForNull
    public String getSha256() {
        return sha256;
    }

    @DataBoundSetter
    public void setSha256(String sha256) {
        this.sha256 = Util.fixEmptyAndTrim(sha256);
    }

    public boolean isUnpack() {
        return unpack;
    }

    /** @param unpack null for false, as a parameter that is not there yet gives it */
    @DataBoundSetter
    public void setUnpack(Boolean unpack) {
        this.unpack = Boolean.TRUE.equals(unpack);
    }

    public int getStripComponents() {
        // Null also in a job that was stored before the field was there.
        return stripComponents == null ? 0 : stripComponents;
    }

    /** @param stripComponents null for the default, as an emptied field sends it */
    @DataBoundSetter
    public void setStripComponents(Integer stripComponents) {
        this.stripComponents = stripComponents;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new GenericPackageExecution(this, context);
    }

    @Override
    TransferWork work(ParameterText text) {
        PackageSource source = PackageSource.of(text.of(getPackageName()), text.of(getPackageVersion()));
        DownloadRequest request = DownloadRequest.of(
                source, selection(text), text.of(sha256), text.of(getChecksums()), unpack, getStripComponents());
        return new TransferWork.Download(request);
    }

    /** The step's name, form and checks. */
    @Extension
    public static final class DescriptorImpl extends GenericPackageStepDescriptor {
        @Override
        public String getFunctionName() {
            return "gitlabGenericDownload";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabGenericDownloadStep_DisplayName();
        }

        @POST
        public FormValidation doCheckIncludes(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String file) {
            return SelectionCheck.download(item, file, value);
        }

        @POST
        public FormValidation doCheckFile(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter boolean unpack) {
            return SelectionCheck.downloadedFile(item, value, unpack);
        }

        @POST
        public FormValidation doCheckPackageVersion(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.packageVersionRule(item, value);
        }

        @POST
        public FormValidation doCheckSha256(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.sha256(item, value);
        }

        @POST
        public FormValidation doCheckStripComponents(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter boolean unpack) {
            return TextCheck.stripComponents(item, value, unpack);
        }
    }
}
