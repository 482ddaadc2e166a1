package io.jenkins.plugins.gitlabgenericpackages.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gitlabgenericpackages.standin.TestCertificate;
import jenkins.model.Jenkins;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

public class ServerChecksTest {
    @ClassRule
    public static final JenkinsRule j = new JenkinsRule();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void addressIsRequired() {
        check(Kind.OK, "", form().doCheckGitlabUrl("https://gitlab.example.com"));
        check(Kind.ERROR, "Required", form().doCheckGitlabUrl(""));
        check(Kind.ERROR, "https://gitlab.example.com", form().doCheckGitlabUrl("gitlab.example.com"));
        check(Kind.ERROR, "https://gitlab.example.com", form().doCheckGitlabUrl("file:///etc"));
    }

    @Test
    public void certificateIsOptional() {
        check(Kind.OK, "", form().doCheckCaCertificates(""));
    }

    @Test
    public void certificateTellsItsNameAndDate() throws Exception {
        String pem = TestCertificate.pem(folder.getRoot().toPath());
        check(Kind.OK, "The certificate of CN=stand-in registry is valid until 20", form().doCheckCaCertificates(pem));
    }

    @Test
    public void certificateOutOfDateIsRefused() throws Exception {
        check(
                Kind.ERROR,
                "The certificate of CN=stand-in registry expired on ",
                form().doCheckCaCertificates(pem("-startdate", "-10d", "-validity", "5")));
        check(
                Kind.ERROR,
                "is valid only from ",
                form().doCheckCaCertificates(pem("-startdate", "+10d", "-validity", "5")));
    }

    @Test
    public void oneOfSeveralMayBeTheExpiredOne() throws Exception {
        String good = pem("-validity", "5");
        String expired = pem("-startdate", "-10d", "-validity", "5");
        check(Kind.ERROR, "expired on ", form().doCheckCaCertificates(good + expired));
    }

    @Test
    public void garbageIsRefused() {
        check(Kind.ERROR, "PEM", form().doCheckCaCertificates("not a certificate"));
        check(
                Kind.ERROR,
                "PEM",
                form().doCheckCaCertificates("-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----"));
    }

    private String pem(String... dates) throws Exception {
        return TestCertificate.pem(folder.newFolder().toPath(), dates);
    }

    private static GitLabServer.DescriptorImpl form() {
        return Jenkins.get().getDescriptorByType(GitLabServer.DescriptorImpl.class);
    }

    private static void check(Kind kind, String message, FormValidation check) {
        assertThat(check.kind, is(kind));
        assertThat(check.renderHtml(), containsString(message));
    }
}
