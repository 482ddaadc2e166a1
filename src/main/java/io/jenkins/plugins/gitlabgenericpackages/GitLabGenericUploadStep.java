package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.agents.TransferWork;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.servers.SelectionCheck;
import io.jenkins.plugins.gitlabgenericpackages.servers.TextCheck;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Uploads files of the workspace to a generic package in GitLab. */
public final class GitLabGenericUploadStep extends GenericPackageStep {
    private static final long serialVersionUID = 1L;

    private String archive;
    private IfExists ifExists;
    private boolean hidden;

    @DataBoundConstructor
    public GitLabGenericUploadStep(String packageName, String packageVersion) {
        super(packageName, packageVersion);
    }

    @CheckForNull
    public String getArchive() {
        return archive;
    }

    @DataBoundSetter
    public void setArchive(String archive) {
        this.archive = Util.fixEmptyAndTrim(archive);
    }

    @NonNull
    public IfExists getIfExists() {
        return ifExists == null ? IfExists.SKIP_IDENTICAL : ifExists;
    }

    @DataBoundSetter
    public void setIfExists(IfExists ifExists) {
        this.ifExists = ifExists;
    }

    public boolean isHidden() {
        return hidden;
    }

    /** @param hidden null for false, as a parameter that is not there yet gives it */
    @DataBoundSetter
    public void setHidden(Boolean hidden) {
        this.hidden = Boolean.TRUE.equals(hidden);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new GenericPackageExecution(this, context);
    }

    @Override
    TransferWork work(ParameterText text) {
        GenericPackage target = new GenericPackage(text.of(getPackageName()), text.of(getPackageVersion()));
        UploadRequest request = UploadRequest.of(
                target, selection(text), getIfExists(), hidden, text.of(getChecksums()), text.of(archive));
        return new TransferWork.Upload(request);
    }

    /** The step's name, form and checks. */
    @Extension
    public static final class DescriptorImpl extends GenericPackageStepDescriptor {
        @Override
        public String getFunctionName() {
            return "gitlabGenericUpload";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabGenericUploadStep_DisplayName();
        }

        @POST
        public FormValidation doCheckIncludes(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String file,
                @QueryParameter String archive) {
            return SelectionCheck.upload(item, file, value, archive);
        }

        @POST
        public FormValidation doCheckArchive(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String file) {
            return SelectionCheck.archive(item, file, value);
        }

        @POST
        public FormValidation doCheckPackageVersion(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.packageVersion(item, value);
        }

        public ListBoxModel doFillIfExistsItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.IfExists_SkipIdentical(), IfExists.SKIP_IDENTICAL.name());
            items.add(Messages.IfExists_Add(), IfExists.ADD.name());
            items.add(Messages.IfExists_Replace(), IfExists.REPLACE.name());
            items.add(Messages.IfExists_Fail(), IfExists.FAIL.name());
            return items;
        }
    }
}
