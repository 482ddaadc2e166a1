package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.agents.TransferWork;
import io.jenkins.plugins.gitlabgenericpackages.builds.RecordedUpload;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RecordedFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.servers.ChosenServer;
import io.jenkins.plugins.gitlabgenericpackages.servers.SelectionCheck;
import io.jenkins.plugins.gitlabgenericpackages.servers.TextCheck;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
    private String fromJob;
    private String fromBuild;
    /** For one attempt: what stores the step does not store them. */
    @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "taken anew for each attempt")
    private transient RecordedFiles recorded;

    @DataBoundConstructor
    public GitLabGenericDownloadStep(String packageName, String packageVersion) {
        super(packageName, packageVersion);
    }

    @Override
    public String getPackageName() {
        return fromJob == null ? super.getPackageName() : Util.fixEmpty(super.getPackageName());
    }

    @Override
    public String getPackageVersion() {
        return fromJob == null ? super.getPackageVersion() : Util.fixEmpty(super.getPackageVersion());
    }

    /** Returns the job whose build has uploaded what is downloaded; null where the package is named. */
    @CheckForNull
    public String getFromJob() {
        return fromJob;
    }

    @DataBoundSetter
    public void setFromJob(String fromJob) {
        this.fromJob = Util.fixEmptyAndTrim(fromJob);
    }

    /** Returns the number or the permalink of that build; null for the last successful one. */
    @CheckForNull
    public String getFromBuild() {
        return fromBuild;
    }

    @DataBoundSetter
    public void setFromBuild(String fromBuild) {
        this.fromBuild = Util.fixEmptyAndTrim(fromBuild);
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

    /**
     * Finds what the build has uploaded that the step names; nothing if it names none.
     *
     * @throws AbortException if there is no such build, nothing whole to take from it, or the GitLab is none that the step may
     *     ask
     */
    Optional<RecordedUpload> find(Run<?, ?> run, ParameterText text) throws AbortException {
        if (fromJob == null) {
            if (fromBuild != null) {
                throw new AbortException("'fromBuild' is a build of 'fromJob': give 'fromJob' as well");
            }
            return Optional.empty();
        }
        if (getPackageVersion() != null || sha256 != null || getChecksums() != null) {
            throw new AbortException("packageVersion, 'sha256' and 'checksums' do not go with 'fromJob':"
                    + " the build has recorded version and digests");
        }
        RecordedUpload upload =
                RecordedUpload.find(run, text.of(fromJob), text.of(fromBuild), text.of(getPackageName()));
        checkAddress(upload, text.of(getGitlabUrl()));
        return Optional.of(upload);
    }

    /**
     * The other job's people must not choose where the token of this one goes: credentials that the step names go to another
     * than the first server only if the step names that, too.
     */
    private void checkAddress(RecordedUpload upload, String given) throws AbortException {
        String there = upload.gitlabUrl();
        boolean isConfigured = ChosenServer.of(there).configured().isPresent();
        boolean isMeant = given.isEmpty()
                ? GitLabUrl.isSame(there, ChosenServer.of("").url()) || isConfigured && getCredentialsId() == null
                : GitLabUrl.isSame(there, given);
        if (!isMeant) {
            String why = isConfigured
                    ? ", which is not the first GitLab in Manage Jenkins > System: if the credentials of this step may go"
                            + " there, give it as gitlabUrl"
                    : ", which is not configured in Manage Jenkins > System: if you trust that address, give it as gitlabUrl";
            throw new AbortException("The " + upload.build() + " has uploaded to " + there
                    + (given.isEmpty() ? why : ", not to the gitlabUrl " + given));
        }
        // A freestyle job expands variables, also those of secrets.
        if ((there + upload.projectId() + upload).contains("$")) {
            throw new AbortException("The record of the " + upload.build() + " is refused: it has a variable");
        }
    }

    /** Returns the step for just that. */
    StoredStep of(RecordedUpload upload) {
        Map<String, String> exact = new HashMap<>();
        exact.put("gitlabUrl", upload.gitlabUrl());
        exact.put("projectId", getProjectId() == null ? upload.projectId() : getProjectId());
        exact.put("packageName", upload.packageName());
        exact.put("packageVersion", upload.packageVersion());
        return new StoredStep(this).with(exact);
    }

    /** Lets it download these files alone. */
    void take(RecordedFiles files) {
        recorded = files;
    }

    @Override
    TransferWork work(ParameterText text) {
        PackageSource source = PackageSource.of(text.of(getPackageName()), text.of(getPackageVersion()));
        DownloadRequest request = DownloadRequest.of(
                source, selection(text), text.of(sha256), text.of(getChecksums()), unpack, getStripComponents());
        return new TransferWork.Download(recorded == null ? request : request.of(recorded));
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

        @Override
        @POST
        public FormValidation doCheckPackageName(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.unlessFromJob(item, value, super.doCheckPackageName(item, value));
        }

        @POST
        public FormValidation doCheckFile(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter boolean unpack) {
            return SelectionCheck.downloadedFile(item, value, unpack);
        }

        @POST
        public FormValidation doCheckPackageVersion(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.unlessFromJob(item, value, TextCheck.packageVersionRule(item, value));
        }

        @POST
        public FormValidation doCheckFromJob(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.job(item, value);
        }

        public AutoCompletionCandidates doAutoCompleteFromJob(
                @AncestorInPath Item item, @AncestorInPath ItemGroup<?> container, @QueryParameter String value) {
            return AutoCompletionCandidates.ofJobNames(Job.class, value, item, container);
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
