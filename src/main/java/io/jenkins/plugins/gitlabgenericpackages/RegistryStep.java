package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters of every step. Empty texts are kept as null, so that a snippet leaves them out. */
@Restricted(NoExternalUse.class)
public abstract class RegistryStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private String gitlabUrl;
    private String projectId;
    private String credentialsId;
    private TokenType tokenType;
    private Integer retries;

    @CheckForNull
    public String getGitlabUrl() {
        return gitlabUrl;
    }

    @DataBoundSetter
    public void setGitlabUrl(String gitlabUrl) {
        this.gitlabUrl = Util.fixEmptyAndTrim(gitlabUrl);
    }

    @CheckForNull
    public String getProjectId() {
        return projectId;
    }

    @DataBoundSetter
    public void setProjectId(String projectId) {
        this.projectId = Util.fixEmptyAndTrim(projectId);
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
        // Null also in a job that was stored before the field was there, like the number below.
        return tokenType == null ? TokenType.AUTO : tokenType;
    }

    @DataBoundSetter
    public void setTokenType(TokenType tokenType) {
        this.tokenType = tokenType;
    }

    public int getRetries() {
        return retries == null ? RegistrySettings.DEFAULT_RETRIES : retries;
    }

    /** @param retries null for the default, as an emptied field sends it */
    @DataBoundSetter
    public void setRetries(Integer retries) {
        this.retries = retries;
    }
}
