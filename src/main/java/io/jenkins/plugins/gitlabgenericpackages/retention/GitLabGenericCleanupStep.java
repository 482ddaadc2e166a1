package io.jenkins.plugins.gitlabgenericpackages.retention;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.ParameterText;
import io.jenkins.plugins.gitlabgenericpackages.RegistryExecution;
import io.jenkins.plugins.gitlabgenericpackages.RegistryStep;
import io.jenkins.plugins.gitlabgenericpackages.RegistryStepDescriptor;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.RetentionRule;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.servers.TextCheck;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Deletes old versions of a package, or shows which it would delete. */
public final class GitLabGenericCleanupStep extends RegistryStep {
    private static final long serialVersionUID = 1L;

    private final String packageName;
    private String packageVersion;
    private Order order;
    private Integer keep;
    private Integer keepDays;
    private String keepVersions;
    private Boolean keepReleased;
    private Boolean keepBuilds;
    private Integer atMost;
    private Boolean dryRun;

    @DataBoundConstructor
    public GitLabGenericCleanupStep(String packageName) {
        this.packageName = Util.fixEmptyAndTrim(packageName);
    }

    @CheckForNull
    public String getPackageName() {
        return packageName;
    }

    /** Returns the rule that versions must fit to be deleted; null for all. */
    @CheckForNull
    public String getPackageVersion() {
        return packageVersion;
    }

    @DataBoundSetter
    public void setPackageVersion(String packageVersion) {
        this.packageVersion = Util.fixEmptyAndTrim(packageVersion);
    }

    /** Returns what the highest is. */
    @NonNull
    public Order getOrder() {
        return order == null ? Order.SEMVER : order;
    }

    @DataBoundSetter
    public void setOrder(Order order) {
        this.order = order;
    }

    /** Returns how many of the highest stay; null if their number keeps none. */
    @CheckForNull
    public Integer getKeep() {
        return keep;
    }

    @DataBoundSetter
    public void setKeep(Integer keep) {
        this.keep = keep;
    }

    /** Returns for how many days after it was created a version stays; null if its age keeps none. */
    @CheckForNull
    public Integer getKeepDays() {
        return keepDays;
    }

    @DataBoundSetter
    public void setKeepDays(Integer keepDays) {
        this.keepDays = keepDays;
    }

    /** Returns versions and rules that stay, separated by commas. */
    @CheckForNull
    public String getKeepVersions() {
        return keepVersions;
    }

    @DataBoundSetter
    public void setKeepVersions(String keepVersions) {
        this.keepVersions = Util.fixEmptyAndTrim(keepVersions);
    }

    public boolean isKeepReleased() {
        return !Boolean.FALSE.equals(keepReleased);
    }

    /** @param keepReleased null for true, as a parameter that is not there yet gives it */
    @DataBoundSetter
    public void setKeepReleased(Boolean keepReleased) {
        this.keepReleased = keepReleased;
    }

    public boolean isKeepBuilds() {
        return !Boolean.FALSE.equals(keepBuilds);
    }

    /** @param keepBuilds null for true, as a parameter that is not there yet gives it */
    @DataBoundSetter
    public void setKeepBuilds(Boolean keepBuilds) {
        this.keepBuilds = keepBuilds;
    }

    /** Returns how many versions go in one run. */
    public int getAtMost() {
        return atMost == null ? RetentionRule.DEFAULT_AT_MOST : atMost;
    }

    /** @param atMost null for the default, as an emptied field sends it */
    @DataBoundSetter
    public void setAtMost(Integer atMost) {
        this.atMost = atMost;
    }

    public boolean isDryRun() {
        return !Boolean.FALSE.equals(dryRun);
    }

    /** @param dryRun null for true, as a parameter that is not there yet gives it */
    @DataBoundSetter
    public void setDryRun(Boolean dryRun) {
        this.dryRun = dryRun;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new CleanupExecution(this, context);
    }

    /** @throws InvalidRequestException if the parameters cannot work */
    RetentionRule rule(ParameterText text) {
        return new RetentionRule(
                text.of(packageName),
                packageVersion == null ? null : RetentionRule.candidates(text.of(packageVersion)),
                getOrder(),
                keep == null ? 0 : keep,
                keepDays == null ? 0 : keepDays,
                keepVersions == null ? List.of() : RetentionRule.rules(text.of(keepVersions)),
                isKeepReleased(),
                getAtMost());
    }

    /** The step's name, form and checks. */
    @Extension
    public static final class DescriptorImpl extends RegistryStepDescriptor {
        @Override
        public String getFunctionName() {
            return "gitlabGenericCleanup";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabGenericCleanupStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return RegistryExecution.REQUIRED_CONTEXT;
        }

        /** A form leaves a field blank; in a Pipeline an empty text is a variable that nobody has set. */
        @Override
        public Step newInstance(Map<String, Object> arguments) throws AbortException {
            try {
                for (String rule : List.of("packageVersion", "keepVersions")) {
                    if (arguments.get(rule) instanceof CharSequence text) {
                        RetentionRule.given(rule, text.toString());
                    }
                }
            } catch (InvalidRequestException e) {
                throw new AbortException(e.getMessage());
            }
            return super.newInstance(arguments);
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            return words(arguments, "packageName");
        }

        @POST
        public FormValidation doCheckPackageVersion(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.optionalVersionRule(item, value);
        }

        /** Sees to it that something is kept, too. */
        @POST
        public FormValidation doCheckKeep(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String keepDays) {
            return isNone(value) && isNone(keepDays)
                    ? FormValidation.error(Messages.GitLabGenericCleanupStep_NothingKept())
                    : TextCheck.number(item, value, 0, RetentionRule.MOST);
        }

        private static boolean isNone(String number) {
            return Util.fixEmptyAndTrim(number) == null || number.trim().equals("0");
        }

        @POST
        public FormValidation doCheckKeepDays(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.number(item, value, 0, RetentionRule.MOST);
        }

        @POST
        public FormValidation doCheckKeepVersions(@AncestorInPath Item item, @QueryParameter String value) {
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.ok()
                    : TextCheck.text(
                            item, value, RetentionRule::rules, Messages.GitLabGenericCleanupStep_KeepVersions());
        }

        @POST
        public FormValidation doCheckAtMost(@AncestorInPath Item item, @QueryParameter String value) {
            return TextCheck.number(item, value, 1, RetentionRule.MOST);
        }
    }
}
