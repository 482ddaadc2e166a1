package io.jenkins.plugins.gitlabgenericpackages.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.dabsquared.gitlabjenkins.connection.GitLabApiTokenImpl;
import hudson.util.Secret;
import io.jenkins.plugins.gitlabgenericpackages.JenkinsTest;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabserverconfig.credentials.PersonalAccessTokenImpl;
import org.junit.Test;

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
