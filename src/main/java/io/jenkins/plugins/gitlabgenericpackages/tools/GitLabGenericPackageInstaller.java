package io.jenkins.plugins.gitlabgenericpackages.tools;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.tools.ToolInstallation;
import hudson.tools.ToolInstaller;
import io.jenkins.plugins.gitlabgenericpackages.agents.RegistryCall;
import io.jenkins.plugins.gitlabgenericpackages.client.TransferLog;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.Unpacking;
import io.jenkins.plugins.gitlabgenericpackages.client.model.ProjectId;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.servers.ChosenServer;
import io.jenkins.plugins.gitlabgenericpackages.servers.CredentialsFinder.RootCredentials;
import io.jenkins.plugins.gitlabgenericpackages.tools.ResolvedVersions.Resolved;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Installs a tool from a file of a generic package: an archive, or an executable. Empty texts are kept as null. */
public final class GitLabGenericPackageInstaller extends ToolInstaller {
    /** Few: what was installed before will do as well, and others wait for the answer. */
    private static final int RETRIES = 2;

    private final String projectId;
    private final String packageName;
    private final String packageVersion;
    private final String file;
    private String gitlabUrl;
    private String credentialsId;
    private TokenType tokenType;
    private String subdir;
    private Integer stripComponents;
    private String sha256;
    private String checksums;

    @DataBoundConstructor
    public GitLabGenericPackageInstaller(
            String label, String projectId, String packageName, String packageVersion, String file) {
        super(label);
        this.projectId = Util.fixEmptyAndTrim(projectId);
        this.packageName = Util.fixEmptyAndTrim(packageName);
        this.packageVersion = Util.fixEmptyAndTrim(packageVersion);
        this.file = Util.fixEmptyAndTrim(file);
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

    @CheckForNull
    public String getFile() {
        return file;
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

    @CheckForNull
    public String getSubdir() {
        return subdir;
    }

    @DataBoundSetter
    public void setSubdir(String subdir) {
        this.subdir = Util.fixEmptyAndTrim(subdir);
    }

    /** Returns how many folders of an archive's names go; null if one does that is alone. */
    @CheckForNull
    public Integer getStripComponents() {
        return stripComponents;
    }

    @DataBoundSetter
    public void setStripComponents(Integer stripComponents) {
        this.stripComponents = stripComponents;
    }

    @CheckForNull
    public String getSha256() {
        return sha256;
    }

    @DataBoundSetter
    public void setSha256(String sha256) {
        this.sha256 = Util.fixEmptyAndTrim(sha256);
    }

    @CheckForNull
    public String getChecksums() {
        return checksums;
    }

    @DataBoundSetter
    public void setChecksums(String checksums) {
        this.checksums = Util.fixEmptyAndTrim(checksums);
    }

    /**
     * Makes sure that the tool is there, and says what that took.
     *
     * @throws AbortException if it failed for a reason that people can mend
     */
    @Override
    public FilePath performInstallation(ToolInstallation tool, Node node, TaskListener log)
            throws IOException, InterruptedException {
        FilePath folder = preferredLocation(tool, node);
        String place = "the tool " + tool.getName();
        try {
            ChosenServer server = server();
            // What is there needs no token: only an installation takes one to the agent.
            RegistrySettings withoutToken = settings(server, Token.anonymous());
            WantedTool wanted = wanted(tool.getName(), withoutToken);
            Resolved version = ResolvedVersions.get()
                    .of(
                            wanted.origin(),
                            wanted.source(),
                            () -> question(node, place, RETRIES),
                            new TransferLog(log.getLogger()::println));
            InstallTool look =
                    new InstallTool(wanted, version, folder.getRemote(), RunningBuilds.longestOn(node), true);
            String home = RegistryCall.ask(withoutToken, look, String.class, log, folder);
            if (home.isEmpty()) {
                RegistrySettings settings = settings(server, token(server, node, place));
                home = RegistryCall.ask(settings, look.andInstall(), String.class, log, folder);
            }
            return folder.child(home);
        } catch (RegistryException | InvalidRequestException e) {
            throw new AbortException("The tool " + tool.getName() + " cannot be installed: " + e.getMessage());
        }
    }

    /**
     * Returns how the controller asks GitLab, while somebody waits for the answer.
     *
     * @param node for which it is asked; null for a form
     * @param place who names the credentials, for messages
     * @throws AbortException if the credentials cannot be used
     * @throws InvalidRequestException if there can be no such project
     */
    RegistrySettings question(@CheckForNull Node node, String place, int retries) throws AbortException {
        ChosenServer server = server();
        return settings(server, token(server, node, place)).impatient(retries);
    }

    private ChosenServer server() {
        if (projectId == null) {
            throw new InvalidRequestException(ProjectId.MISSING);
        }
        return ChosenServer.of(Util.fixNull(gitlabUrl));
    }

    private Token token(ChosenServer server, @CheckForNull Node node, String place) throws AbortException {
        return server.token(new RootCredentials(node), Util.fixNull(credentialsId), place, getTokenType());
    }

    private RegistrySettings settings(ChosenServer server, Token token) {
        return new RegistrySettings(
                new Registry(server.url(), projectId, token),
                server.network(),
                RegistrySettings.AUTOMATIC,
                RegistrySettings.DEFAULT_RETRIES,
                server.verify(Verify.IF_TOLD),
                false);
    }

    /** @throws InvalidRequestException if there can be no such tool */
    WantedTool wanted(String name, RegistrySettings settings) {
        return new WantedTool(
                name,
                settings.registry().address().toString(),
                PackageSource.of(packageName, packageVersion),
                Util.fixNull(file),
                Util.fixNull(subdir),
                Util.fixNull(sha256),
                Util.fixNull(checksums),
                stripComponents == null ? Unpacking.LONE_TOP_FOLDER : stripComponents,
                settings.verify());
    }

    @Extension
    @Symbol("gitlabGenericPackage")
    public static final class DescriptorImpl extends PackageInstallerDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabGenericPackageInstaller_DisplayName();
        }
    }
}
