package io.jenkins.plugins.gitlabgenericpackages.releases;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.ParameterText;
import io.jenkins.plugins.gitlabgenericpackages.RegistryExecution;
import io.jenkins.plugins.gitlabgenericpackages.RegistryStep;
import io.jenkins.plugins.gitlabgenericpackages.RegistryStepDescriptor;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseDetails;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseFile;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.servers.TextCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Makes a release of GitLab whose links lead to files of packages, or brings one up to date. */
public final class GitLabGenericReleaseStep extends RegistryStep {
    private static final long serialVersionUID = 1L;

    private final String tagName;
    private String ref;
    private String name;
    private String description;
    private String releasedAt;
    private String milestones;
    private ArrayList<GenericPackageFile> files;
    private String packageName;
    private String packageVersion;
    private String packageProjectId;
    private String includes;
    private String excludes;
    private boolean allowEmpty;
    private boolean prune;

    @DataBoundConstructor
    public GitLabGenericReleaseStep(String tagName) {
        this.tagName = Util.fixEmptyAndTrim(tagName);
    }

    @CheckForNull
    public String getTagName() {
        return tagName;
    }

    @CheckForNull
    public String getRef() {
        return ref;
    }

    @DataBoundSetter
    public void setRef(String ref) {
        this.ref = Util.fixEmptyAndTrim(ref);
    }

    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @CheckForNull
    public String getDescription() {
        return description;
    }

    @DataBoundSetter
    public void setDescription(String description) {
        this.description = Util.fixEmpty(description);
    }

    @CheckForNull
    public String getReleasedAt() {
        return releasedAt;
    }

    @DataBoundSetter
    public void setReleasedAt(String releasedAt) {
        this.releasedAt = Util.fixEmptyAndTrim(releasedAt);
    }

    @CheckForNull
    public String getMilestones() {
        return milestones;
    }

    @DataBoundSetter
    public void setMilestones(String milestones) {
        this.milestones = Util.fixEmptyAndTrim(milestones);
    }

    /** Returns the files to link, as an upload or a download returned them; null for none. A form has no field for it. */
    @CheckForNull
    public List<GenericPackageFile> getFiles() {
        return files == null ? null : List.copyOf(files);
    }

    @DataBoundSetter
    public void setFiles(@CheckForNull List<GenericPackageFile> files) {
        this.files = files == null ? null : new ArrayList<>(files);
    }

    @CheckForNull
    public String getPackageName() {
        return packageName;
    }

    @DataBoundSetter
    public void setPackageName(String packageName) {
        this.packageName = Util.fixEmptyAndTrim(packageName);
    }

    @CheckForNull
    public String getPackageVersion() {
        return packageVersion;
    }

    @DataBoundSetter
    public void setPackageVersion(String packageVersion) {
        this.packageVersion = Util.fixEmptyAndTrim(packageVersion);
    }

    @CheckForNull
    public String getPackageProjectId() {
        return packageProjectId;
    }

    @DataBoundSetter
    public void setPackageProjectId(String packageProjectId) {
        this.packageProjectId = Util.fixEmptyAndTrim(packageProjectId);
    }

    @CheckForNull
    public String getIncludes() {
        return includes;
    }

    @DataBoundSetter
    public void setIncludes(String includes) {
        this.includes = Util.fixEmptyAndTrim(includes);
    }

    @CheckForNull
    public String getExcludes() {
        return excludes;
    }

    @DataBoundSetter
    public void setExcludes(String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    public boolean isAllowEmpty() {
        return allowEmpty;
    }

    /** @param allowEmpty null for false, as a parameter that is not there yet gives it */
    @DataBoundSetter
    public void setAllowEmpty(Boolean allowEmpty) {
        this.allowEmpty = Boolean.TRUE.equals(allowEmpty);
    }

    public boolean isPrune() {
        return prune;
    }

    /** @param prune null for false, as a parameter that is not there yet gives it */
    @DataBoundSetter
    public void setPrune(Boolean prune) {
        this.prune = Boolean.TRUE.equals(prune);
    }

    @Override
    public StepExecution start(StepContext context) {
        // Apart from what is stored as texts.
        ArrayList<GenericPackageFile> given = files;
        files = null;
        return new ReleaseExecution(this, given, context);
    }

    /** @throws InvalidRequestException if the parameters cannot work */
    ReleaseRequest request(ParameterText text, Registry registry) {
        String packaged = text.of(packageName);
        List<ReleaseFile> given = new ArrayList<>();
        for (GenericPackageFile file : files == null ? List.<GenericPackageFile>of() : files) {
            GenericPackage owner = new GenericPackage(file.getPackageName(), file.getPackageVersion());
            given.add(ReleaseFile.of(
                    registry, new PackageFile(owner, new PackageFileName(file.getFileName())), file.getUrl()));
        }
        if (files == null && packaged.isEmpty()) {
            throw new InvalidRequestException(
                    "Say which files to link: either 'files', or packageName and packageVersion");
        }
        return new ReleaseRequest(
                text.of(tagName),
                text.of(ref),
                new ReleaseDetails(text.of(name), text.of(description), text.of(releasedAt), text.of(milestones)),
                given,
                packaged.isEmpty() ? null : PackageSource.of(packaged, text.of(packageVersion)),
                text.of(packageProjectId),
                FileSelection.ofPackage(text.of(includes), text.of(excludes), allowEmpty),
                prune);
    }

    /** The step's name, form and checks. */
    @Extension
    public static final class DescriptorImpl extends RegistryStepDescriptor {
        @Override
        public String getFunctionName() {
            return "gitlabGenericRelease";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabGenericReleaseStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return RegistryExecution.REQUIRED_CONTEXT;
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            return words(arguments, "tagName");
        }

        @Override
        @POST
        public FormValidation doCheckPackageName(@AncestorInPath Item item, @QueryParameter String value) {
            return ifGiven(value, super.doCheckPackageName(item, value));
        }

        @POST
        public FormValidation doCheckPackageVersion(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.optionalVersionRule(item, value);
        }

        @POST
        public FormValidation doCheckTagName(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.text(
                    item, value, ReleaseRequest::checkTagName, Messages.GitLabGenericReleaseStep_TagName());
        }

        @POST
        public FormValidation doCheckReleasedAt(@AncestorInPath Item item, @QueryParameter String value) {
            return ifGiven(
                    value,
                    TextCheck.text(
                            item, value, ReleaseDetails::instant, Messages.GitLabGenericReleaseStep_ReleasedAt()));
        }

        @POST
        public FormValidation doCheckPackageProjectId(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.projectId(item, value);
        }

        private static FormValidation ifGiven(String value, FormValidation check) {
            return Util.fixEmptyAndTrim(value) == null ? FormValidation.ok() : check;
        }
    }
}
