package io.jenkins.plugins.gitlabgenericpackages.polling;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.init.InitMilestone;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.triggers.Trigger;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.ProjectId;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.FilledParameter;
import io.jenkins.plugins.gitlabgenericpackages.servers.ChosenServer;
import io.jenkins.plugins.gitlabgenericpackages.servers.CredentialsField;
import io.jenkins.plugins.gitlabgenericpackages.servers.TokenTypeField;
import io.jenkins.plugins.gitlabgenericpackages.servers.WatchedPackage;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Starts a build for each new version of a package. Texts are taken as they are; there is no build yet to replace variables. */
public final class GitLabGenericPackageTrigger extends Trigger<Job<?, ?>> {
    private final String projectId;
    private final String packageName;
    private String packageVersion;
    private String completeWhen;
    private String parameter;
    private Builds builds;
    private String credentialsId;
    private String gitlabUrl;
    private TokenType tokenType;

    /** Another one of the same job, which Jenkins starts and never runs; null for none. */
    private transient volatile GitLabGenericPackageTrigger unused;

    /**
     * @param spec when to poll, as cron has it
     * @param projectId empty for that of the job's own source
     * @throws IllegalArgumentException if that cannot be read
     */
    @DataBoundConstructor
    public GitLabGenericPackageTrigger(String spec, String projectId, String packageName) {
        super(Util.fixNull(spec));
        this.projectId = Util.fixEmptyAndTrim(projectId);
        this.packageName = Util.fixEmptyAndTrim(packageName);
    }

    static Optional<GitLabGenericPackageTrigger> of(Job<?, ?> job) {
        return Optional.ofNullable(ParameterizedJobMixIn.getTrigger(job, GitLabGenericPackageTrigger.class));
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
    public String getPackageVersion() {
        return packageVersion;
    }

    /** @param packageVersion a version or a rule; empty for all */
    @DataBoundSetter
    public void setPackageVersion(String packageVersion) {
        this.packageVersion = Util.fixEmptyAndTrim(packageVersion);
    }

    @CheckForNull
    public String getCompleteWhen() {
        return completeWhen;
    }

    /** @param completeWhen the file that is uploaded last; empty for none */
    @DataBoundSetter
    public void setCompleteWhen(String completeWhen) {
        this.completeWhen = Util.fixEmptyAndTrim(completeWhen);
    }

    @CheckForNull
    public String getParameter() {
        return parameter;
    }

    /** @param parameter the one of the job that gets the version; empty for its own one of the package */
    @DataBoundSetter
    public void setParameter(String parameter) {
        this.parameter = Util.fixEmptyAndTrim(parameter);
    }

    @NonNull
    public Builds getBuilds() {
        return builds == null ? Builds.EACH : builds;
    }

    /** The default is not kept, so that a snippet leaves it out. */
    @DataBoundSetter
    public void setBuilds(Builds builds) {
        this.builds = builds == Builds.EACH ? null : builds;
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @CheckForNull
    public String getGitlabUrl() {
        return gitlabUrl;
    }

    @DataBoundSetter
    public void setGitlabUrl(String gitlabUrl) {
        this.gitlabUrl = Util.fixEmptyAndTrim(gitlabUrl);
    }

    @NonNull
    public TokenType getTokenType() {
        return tokenType == null ? TokenType.AUTO : tokenType;
    }

    /** The default is not kept, so that a snippet leaves it out. */
    @DataBoundSetter
    public void setTokenType(TokenType tokenType) {
        this.tokenType = tokenType == TokenType.AUTO ? null : tokenType;
    }

    /** Jenkins runs only the last trigger of a kind, and says nothing of others, which {@code properties} can have. */
    @Override
    public void start(Job<?, ?> project, boolean newInstance) {
        super.start(project, newInstance);
        of(project).filter(used -> used != this).ifPresent(used -> used.unused = this);
    }

    /** Says that there is another trigger, if there is one; a line each. */
    List<String> unusedOnes() {
        GitLabGenericPackageTrigger other = unused;
        return other == null
                ? List.of()
                : List.of("This job has another trigger of this kind, for the package " + other.packageName
                        + other.ofProject() + ": it never polls, since Jenkins runs only the last one of a kind");
    }

    private String ofProject() {
        String project = shownProject();
        return project.isEmpty() ? "" : " of " + project;
    }

    /** Returns the project for people: it may be given as an address to clone from, with a login in it. */
    @Restricted(NoExternalUse.class)
    public String shownProject() {
        try {
            return ProjectId.checked(Util.fixNull(projectId));
        } catch (InvalidRequestException e) {
            return "";
        }
    }

    /** Returns scheme, host and port of its GitLab; empty if they cannot be read. */
    String server() {
        try {
            return GitLabUrl.api(ChosenServer.of(Util.fixNull(gitlabUrl)).url()).origin();
        } catch (InvalidRequestException e) {
            return "";
        }
    }

    /** Only hands the poll over: whoever calls is Jenkins' timer. */
    @Override
    public void run() {
        // Before Jenkins is there, the queue does not know yet what it had.
        if (job != null && Jenkins.get().getInitLevel() == InitMilestone.COMPLETED) {
            Polls.get().submit(this, job);
        }
    }

    /**
     * Returns what to ask GitLab for, with what the job's builds may use.
     *
     * @throws AbortException if the credentials cannot be used
     * @throws InvalidRequestException if what is configured cannot work
     */
    Watch watch(Job<?, ?> owner) throws AbortException {
        WatchedPackage watched = watched(owner);
        RegistrySettings settings = watched.settings(owner, "the trigger");
        Token token = settings.registry().token();
        if (!token.canList()) {
            throw new AbortException(
                    "GitLab lists no packages for this token (" + token.words() + "): a trigger needs an access token");
        }
        return Watch.impatient(settings, watched.source(), Util.fixNull(completeWhen), getBuilds());
    }

    /**
     * Returns where a build gets its version.
     *
     * @throws AbortException if the job has no such parameter
     * @throws InvalidRequestException if what is configured cannot work
     */
    FilledParameter filledParameter(Job<?, ?> owner) throws AbortException {
        return FilledParameter.of(owner, parameter, watched(owner));
    }

    private WatchedPackage watched(Job<?, ?> owner) {
        String project =
                projectId == null ? ChosenServer.of(Util.fixNull(gitlabUrl)).projectOf(owner) : projectId;
        return WatchedPackage.of(gitlabUrl, project, packageName, packageVersion, credentialsId, getTokenType());
    }

    @Override
    public Collection<? extends Action> getProjectActions() {
        return job == null ? Set.of() : Set.of(new PollingLogAction(job));
    }

    /** The trigger's name, form and checks. */
    @Extension
    @Symbol("gitlabGenericPackage")
    public static final class DescriptorImpl extends GenericPackageTriggerDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabGenericPackageTrigger_DisplayName();
        }

        @Override
        public boolean isApplicable(Item item) {
            return item instanceof Job && item instanceof ParameterizedJobMixIn.ParameterizedJob;
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
            return CredentialsField.checkListing(item, value, gitlabUrl, TokenTypeField.read(tokenType));
        }
    }
}
