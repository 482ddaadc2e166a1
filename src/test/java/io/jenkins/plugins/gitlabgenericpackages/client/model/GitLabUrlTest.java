package io.jenkins.plugins.gitlabgenericpackages.client.model;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class GitLabUrlTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void frontPageAndApiMeanTheSame() {
        for (String url : new String[] {
            "https://gitlab.example.com",
            "https://gitlab.example.com/",
            " https://gitlab.example.com/api/v4 ",
            "https://gitlab.example.com/api/v4/",
            "HTTPS://GitLab.example.com:443//"
        }) {
            assertThat(url, GitLabUrl.api(url).toString(), is("https://gitlab.example.com/api/v4"));
        }
    }

    @Test
    public void gitLabMayLiveInAFolder() {
        assertThat(
                GitLabUrl.api("http://example.com:8080/gitlab/").toString(),
                is("http://example.com:8080/gitlab/api/v4"));
        assertThat(
                GitLabUrl.api("http://example.com/gitlab/api/v4").toString(), is("http://example.com/gitlab/api/v4"));
    }

    @Test
    public void hostedServiceIsTheDefault() {
        assertThat(GitLabUrl.api(GitLabUrl.DEFAULT).origin(), is("https://gitlab.com"));
    }

    @Test
    public void wrongAddressIsSaidWithAnExample() {
        for (String url : new String[] {"", "gitlab.example.com", "ssh://git@example.com", "https://", "https://a b"}) {
            String message = refused(url);
            assertThat(message, startsWith("gitlabUrl is wrong: "));
            assertThat(message, containsString("such as https://gitlab.example.com"));
        }
    }

    @Test
    public void whatOthersReadOtherwiseIsRefused() {
        for (String end : new String[] {"/x|y", "/{", "/\"", "/%zz"}) {
            assertThat(refused("https://gitlab.example.com" + end), startsWith("gitlabUrl is wrong: "));
        }
        assertThat(refused("\u2003https://gitlab.example.com"), startsWith("gitlabUrl is wrong: "));
    }

    @Test
    public void frontPageIsWithoutTheApi() {
        assertThat(GitLabUrl.frontPage("https://gitlab.example.com"), is("https://gitlab.example.com"));
        assertThat(GitLabUrl.frontPage("http://example.com/gitlab/api/v4//"), is("http://example.com/gitlab"));
        assertThat(
                GitLabUrl.frontPage("https://gitlab.example.com" + "/".repeat(8000)), is("https://gitlab.example.com"));
    }

    @Test
    public void secretsInAnAddressAreRefusedAndNotRepeated() {
        assertThat(refused("https://ann:s3cret@gitlab.example.com"), not(containsString("s3cret")));
        assertThat(
                refused("https://gitlab.example.com?private_token=s3cret"), is("gitlabUrl must not contain a query"));
    }

    private static String refused(String url) {
        return assertThrows(InvalidRequestException.class, () -> GitLabUrl.api(url))
                .getMessage();
    }
}
