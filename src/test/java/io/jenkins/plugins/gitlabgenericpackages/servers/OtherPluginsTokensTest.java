package io.jenkins.plugins.gitlabgenericpackages.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import com.cloudbees.plugins.credentials.CredentialsDescriptor;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.dabsquared.gitlabjenkins.connection.GitLabApiToken;
import com.dabsquared.gitlabjenkins.connection.GitLabApiTokenImpl;
import hudson.util.Secret;
import io.jenkins.plugins.gitlabgenericpackages.JenkinsTest;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabserverconfig.credentials.PersonalAccessTokenImpl;
import org.junit.Test;
import org.jvnet.hudson.test.TestExtension;

/** Credentials that other GitLab plugins define. */
public class OtherPluginsTokensTest extends JenkinsTest {
    @Test
    public void gitLabPluginsApiToken() throws Exception {
        TestCredentials.add(
                j.jenkins,
                new GitLabApiTokenImpl(
                        CredentialsScope.GLOBAL, "gitlab-plugin", "a token", Secret.fromString(TestCredentials.TOKEN)));
        uploadsAndLists("gitlab-plugin");
    }

    @Test
    public void whateverTheGitLabPluginTakesForAToken() throws Exception {
        TestCredentials.add(j.jenkins, new OtherApiToken("of-a-third-plugin"));
        uploadsAndLists("of-a-third-plugin");
    }

    /** As plugins that keep secrets elsewhere have them. */
    public static final class OtherApiToken extends BaseStandardCredentials implements GitLabApiToken {
        private static final long serialVersionUID = 1L;

        OtherApiToken(String id) {
            super(CredentialsScope.GLOBAL, id, "a token");
        }

        @Override
        public Secret getApiToken() {
            return Secret.fromString(TestCredentials.TOKEN);
        }

        /** Its name in the list of credentials. */
        @TestExtension
        public static final class DescriptorImpl extends CredentialsDescriptor {}
    }

    @Test
    public void gitLabBranchSourcesAccessToken() throws Exception {
        PersonalAccessTokenImpl token =
                new PersonalAccessTokenImpl(CredentialsScope.GLOBAL, "gitlab-branch-source", "a token");
        token.setToken(TestCredentials.TOKEN);
        TestCredentials.add(j.jenkins, token);
        uploadsAndLists("gitlab-branch-source");
    }

    private void uploadsAndLists(String id) throws Exception {
        Pipelines.run(j, """
                node {
                    writeFile file: 'a.txt', text: 'hello'
                    %s
                    %s
                }
                """.formatted(
                        registry.upload("file: 'a.txt', credentialsId: '" + id + "'"),
                        registry.download("dir: 'in', credentialsId: '" + id + "'")));
        assertThat(registry.names(), contains("a.txt"));
    }
}
