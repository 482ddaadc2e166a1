package io.jenkins.plugins.gitlabgenericpackages.servers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A GitLab that the administrator has set up: its address, and what jobs need to reach it. */
public final class GitLabServer implements Describable<GitLabServer> {
    private final String gitlabUrl;
    private String name;
    private String credentialsId;
    private TokenType tokenType;
    private String caCertificates;
    private Verify verify;

    @DataBoundConstructor
    public GitLabServer(String gitlabUrl) {
        this.gitlabUrl = Util.fixNull(gitlabUrl).trim();
    }

    @NonNull
    public String getGitlabUrl() {
        return gitlabUrl;
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
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** Returns of which kind the token of the default credentials is. */
    @NonNull
    public TokenType getTokenType() {
        // Null also in a configuration that was stored before the field was there.
        return tokenType == null ? TokenType.AUTO : tokenType;
    }

    @DataBoundSetter
    public void setTokenType(TokenType tokenType) {
        this.tokenType = tokenType;
    }

    @CheckForNull
    public String getCaCertificates() {
        return caCertificates;
    }

    @DataBoundSetter
    public void setCaCertificates(String caCertificates) {
        this.caCertificates = Util.fixEmptyAndTrim(caCertificates);
    }

    /** Returns what happens at least to files whose SHA-256 is not known. */
    @NonNull
    public Verify getVerify() {
        // Null as above.
        return verify == null ? Verify.IF_TOLD : verify;
    }

    @DataBoundSetter
    public void setVerify(Verify verify) {
        this.verify = verify;
    }

    /** Returns whether that address, however it is written, is this server's. */
    boolean isAt(String url) {
        return GitLabUrl.isSame(url, gitlabUrl);
    }

    /** The server's form and checks; all of it is the administrator's. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<GitLabServer> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabServer_DisplayName();
        }

        public ListBoxModel doFillTokenTypeItems() {
            return TokenTypeField.items();
        }

        public ListBoxModel doFillVerifyItems() {
            return VerifyField.items();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @QueryParameter String credentialsId, @QueryParameter String gitlabUrl) {
            return CredentialsField.items((Item) null, credentialsId, gitlabUrl);
        }

        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value, @QueryParameter String gitlabUrl) {
            return CredentialsField.check((Item) null, value, gitlabUrl);
        }

        @POST
        public FormValidation doCheckGitlabUrl(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return TextCheck.requiredGitLabUrl(null, value);
        }

        @POST
        public FormValidation doCheckCaCertificates(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return CertificateCheck.of(value);
        }

        @POST
        public FormValidation doTestConnection(
                @QueryParameter String gitlabUrl,
                @QueryParameter String credentialsId,
                @QueryParameter String tokenType,
                @QueryParameter String caCertificates)
                throws InterruptedException {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return new ConnectionCheck(
                            Util.fixNull(gitlabUrl).trim(),
                            credentialsId,
                            TokenTypeField.read(tokenType),
                            caCertificates)
                    .run();
        }
    }
}
