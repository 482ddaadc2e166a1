package io.jenkins.plugins.gitlabgenericpackages.choosing;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.SimpleParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.gitlabgenericpackages.client.model.ProjectId;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import io.jenkins.plugins.gitlabgenericpackages.servers.WatchedPackage;
import java.time.ZoneId;
import java.util.TimeZone;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * A version of a package, chosen from those that GitLab has. The value is a plain string parameter, and what cannot be a
 * version or a rule is refused. Empty texts are kept as null, so that a snippet leaves them out.
 */
@Restricted(NoExternalUse.class)
public final class GenericPackageVersionParameterDefinition extends SimpleParameterDefinition
        implements WatchedPackage.Parameter {
    private static final long serialVersionUID = 1L;

    private final String projectId;
    private final String packageName;
    private String gitlabUrl;
    private String credentialsId;
    private TokenType tokenType;
    private String packageVersion;
    private Order order;
    private Integer limit;
    private String completeWhen;
    private String defaultValue;

    @DataBoundConstructor
    public GenericPackageVersionParameterDefinition(@NonNull String name, String projectId, String packageName) {
        super(name);
        this.projectId = Util.fixEmptyAndTrim(projectId);
        this.packageName = Util.fixEmptyAndTrim(packageName);
    }

    @CheckForNull
    public String getProjectId() {
        return projectId;
    }

    @CheckForNull
    public String getPackageName() {
        return packageName;
    }

    @CheckForNull
    public String getGitlabUrl() {
        return gitlabUrl;
    }

    @DataBoundSetter
    public void setGitlabUrl(String gitlabUrl) {
        this.gitlabUrl = Util.fixEmptyAndTrim(gitlabUrl);
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @NonNull
    public TokenType getTokenType() {
        return tokenType == null ? TokenType.AUTO : tokenType;
    }

    @DataBoundSetter
    public void setTokenType(TokenType tokenType) {
        this.tokenType = tokenType;
    }

    /** Returns the rule that offered versions fit; null for all. */
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

    /** Returns how many versions are offered at most. */
    public int getLimit() {
        return limit == null ? VersionQuery.DEFAULT_LIMIT : limit;
    }

    /** @param limit null for the default, as an emptied field sends it */
    @DataBoundSetter
    public void setLimit(Integer limit) {
        this.limit = limit;
    }

    /** Returns the file without which a version is shown as incomplete; null for none. */
    @CheckForNull
    public String getCompleteWhen() {
        return completeWhen;
    }

    @DataBoundSetter
    public void setCompleteWhen(String completeWhen) {
        this.completeWhen = Util.fixEmptyAndTrim(completeWhen);
    }

    @CheckForNull
    public String getDefaultValue() {
        return defaultValue;
    }

    /** Returns the default version if it is a rule, such as {@code latest}; else null. */
    @CheckForNull
    public String getDefaultRule() {
        try {
            return defaultValue == null || new VersionRule(defaultValue).isExact() ? null : defaultValue;
        } catch (InvalidRequestException e) {
            return null;
        }
    }

    @DataBoundSetter
    public void setDefaultValue(String defaultValue) {
        this.defaultValue = Util.fixEmptyAndTrim(defaultValue);
    }

    /** @throws InvalidRequestException if there can be no such package, or it cannot be asked for so */
    VersionQuestion question() {
        if (projectId == null) {
            throw new InvalidRequestException(ProjectId.MISSING);
        }
        WatchedPackage watched =
                WatchedPackage.of(gitlabUrl, projectId, packageName, packageVersion, credentialsId, getTokenType());
        return new VersionQuestion(
                watched, new VersionQuery(watched.source(), getOrder(), getLimit()), Util.fixNull(completeWhen));
    }

    @Override
    public boolean isOf(String identity) {
        try {
            return question().watched().identity().equals(identity);
        } catch (InvalidRequestException e) {
            return false;
        }
    }

    /**
     * Returns where the page that is being shown gets the versions from; empty if its reader may not have them.
     *
     * @param zone the one that its reader has chosen for times; null for none
     */
    public String bindListing(@CheckForNull String zone) {
        ZoneId shown = (zone == null ? TimeZone.getDefault() : TimeZone.getTimeZone(zone)).toZoneId();
        return VersionListing.bind(this, shown, Stapler.getCurrentRequest2());
    }

    @Override
    public StringParameterValue getDefaultParameterValue() {
        return value(Util.fixNull(defaultValue));
    }

    @Override
    public ParameterDefinition copyWithDefaultValue(ParameterValue given) {
        if (!(given instanceof StringParameterValue)) {
            return this;
        }
        GenericPackageVersionParameterDefinition copy =
                new GenericPackageVersionParameterDefinition(getName(), projectId, packageName);
        copy.setDescription(getDescription());
        copy.gitlabUrl = gitlabUrl;
        copy.credentialsId = credentialsId;
        copy.tokenType = tokenType;
        copy.packageVersion = packageVersion;
        copy.order = order;
        copy.limit = limit;
        copy.completeWhen = completeWhen;
        copy.setDefaultValue(((StringParameterValue) given).getValue());
        return copy;
    }

    /** @throws RefusedVersionException if it can be neither a version nor a rule */
    @Override
    public StringParameterValue createValue(String given) {
        return value(RefusedVersionException.checked(getName(), given));
    }

    /** @throws RefusedVersionException if it can be neither a version nor a rule */
    @Override
    public StringParameterValue createValue(StaplerRequest2 request, JSONObject form) {
        return createValue(form.optString("value"));
    }

    @Override
    public boolean isValid(ParameterValue given) {
        return value(Util.fixNull(defaultValue)).equals(given)
                || given instanceof StringParameterValue text && RefusedVersionException.isFit(text.getValue());
    }

    private StringParameterValue value(String text) {
        return new StringParameterValue(getName(), text, getDescription());
    }

    @Extension
    @Symbol("gitlabGenericPackageVersion")
    public static final class DescriptorImpl extends GenericPackageVersionParameterDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GenericPackageVersionParameterDefinition_DisplayName();
        }
    }
}
