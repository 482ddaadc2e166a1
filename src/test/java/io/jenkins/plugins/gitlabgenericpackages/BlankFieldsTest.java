package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import hudson.Util;
import hudson.model.FreeStyleProject;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** A blank field of a form says what a build will use. */
public class BlankFieldsTest extends JenkinsTest {
    private GitLabGenericUploadStep.DescriptorImpl form;
    private FreeStyleProject job;

    @Before
    public void form() throws Exception {
        form = j.jenkins.getDescriptorByType(GitLabGenericUploadStep.DescriptorImpl.class);
        job = j.createFreeStyleProject();
    }

    @After
    public void noServers() {
        GitLabServers.get().setServers(List.of());
        j.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    @Test
    public void withoutServers() {
        said("Blank: https://gitlab.com", form.doCheckGitlabUrl(job, ""));
        said("Blank: none, which is enough to download", form.doCheckCredentialsId(job, "", ""));
        said("Blank: the one in the variable CI_PROJECT_ID", form.doCheckProjectId(job, " "));
    }

    @Test
    public void withAServer() {
        GitLabServer server = new GitLabServer("https://gitlab.example.com/");
        GitLabServers.get().setServers(List.of(server));
        said("Blank: https://gitlab.example.com", form.doCheckGitlabUrl(job, ""));
        said("Blank: none", form.doCheckCredentialsId(job, "", ""));
        server.setCredentialsId("gitlab");
        said("Blank: those of the server 'https://gitlab.example.com'", form.doCheckCredentialsId(job, "", ""));
        server.setName("ours");
        said("Blank: those of the server 'ours'", form.doCheckCredentialsId(job, "", "https://gitlab.example.com"));
        said("Blank: none", form.doCheckCredentialsId(job, "", "https://other.example.com"));
    }

    @Test
    public void whoeverMayNotSeeTheFormIsToldNothing() {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().to("stranger"));
        try (ACLContext stranger = ACL.as2(User.getById("stranger", true).impersonate2())) {
            assertThat(form.doCheckGitlabUrl(job, "").getMessage(), nullValue());
            assertThat(form.doCheckCredentialsId(job, "", "").getMessage(), nullValue());
            assertThat(form.doCheckProjectId(job, "").getMessage(), nullValue());
        }
    }

    /** It has one mistake, which its own field tells. */
    @Test
    public void credentialsAreNotBlamedForAnAddressWithoutAScheme() {
        assertThat(form.doCheckCredentialsId(job, "gitlab", "gitlab.example.com").kind, is(Kind.OK));
        assertThat(form.doCheckGitlabUrl(job, "gitlab.example.com").kind, is(Kind.ERROR));
    }

    private static void said(String beginning, FormValidation check) {
        assertThat(check.kind, is(Kind.OK));
        assertThat(check.getMessage(), startsWith(Util.escape(beginning)));
    }
}
