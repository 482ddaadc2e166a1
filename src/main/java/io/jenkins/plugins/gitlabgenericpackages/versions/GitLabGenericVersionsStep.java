package io.jenkins.plugins.gitlabgenericpackages.versions;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.RegistryExecution;
import io.jenkins.plugins.gitlabgenericpackages.RegistryStep;
import io.jenkins.plugins.gitlabgenericpackages.RegistryStepDescriptor;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import io.jenkins.plugins.gitlabgenericpackages.servers.TextCheck;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Returns which versions of a package there are, those that a rule fits; none is no failure. */
public final class GitLabGenericVersionsStep extends RegistryStep {
    private static final long serialVersionUID = 1L;

    private final String packageName;
    private String packageVersion;
    private Order order;
    private Integer limit;

    @DataBoundConstructor
    public GitLabGenericVersionsStep(String packageName) {
        this.packageName = Util.fixEmptyAndTrim(packageName);
    }

    @CheckForNull
    public String getPackageName() {
        return packageName;
    }

    /** Returns the rule that the versions fit; null for all. */
    @CheckForNull
    public String getPackageVersion() {
        return packageVersion;
    }

    @DataBoundSetter
    public void setPackageVersion(String packageVersion) {
        this.packageVersion = Util.fixEmptyAndTrim(packageVersion);
    }

    @NonNull
    public Order getOrder() {
        return order == null ? Order.SEMVER : order;
    }

    @DataBoundSetter
    public void setOrder(Order order) {
        this.order = order;
    }

    /** Returns how many versions there are in the result at most. */
    public int getLimit() {
        return limit == null ? VersionQuery.DEFAULT_LIMIT : limit;
    }

    /** @param limit null for the default, as an emptied field sends it */
    @DataBoundSetter
    public void setLimit(Integer limit) {
        this.limit = limit;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new VersionsExecution(this, context);
    }

    /** @throws io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException if a text cannot work */
    VersionQuery query() {
        VersionRule rule = packageVersion == null ? VersionRule.LATEST : new VersionRule(packageVersion);
        return new VersionQuery(new PackageSource(packageName, rule), getOrder(), getLimit());
    }

    /** The step's name, form and checks. */
    @Extension
    public static final class DescriptorImpl extends RegistryStepDescriptor {
        @Override
        public String getFunctionName() {
            return "gitlabGenericVersions";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabGenericVersionsStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return RegistryExecution.REQUIRED_CONTEXT;
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            return words(arguments, "packageName", "packageVersion");
        }

        @POST
        public FormValidation doCheckPackageVersion(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.optionalVersionRule(item, value);
        }

        @POST
        public FormValidation doCheckLimit(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.limit(item, value);
        }
    }
}
