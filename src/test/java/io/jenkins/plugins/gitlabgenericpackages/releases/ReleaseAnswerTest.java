package io.jenkins.plugins.gitlabgenericpackages.releases;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedLink;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedLink.Change;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedRelease;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseDetails;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

/** An agent may say anything. */
public class ReleaseAnswerTest {
    private static final String URL = "https://gitlab.example.com/group/app/-/releases/v1";
    private static final Registry REGISTRY = new Registry("https://gitlab.example.com", "42", Token.anonymous());
    private static final ReleaseRequest ASKED = new ReleaseRequest(
            "v1",
            "",
            new ReleaseDetails("", "", "", ""),
            List.of(),
            null,
            "",
            FileSelection.ofPackage("", "", false),
            false);

    @Test
    public void whatFitsIsShown() throws Exception {
        GenericPackageRelease shown = answer("v1", URL, new PublishedLink("a\nb", "u", "d", Change.ADDED));
        assertThat(shown.getUrl(), is(URL));
        assertThat(shown.getLinks().get(0).getName().lines().count(), is(1L));
    }

    @Test
    public void nothingElseIsKept() throws Exception {
        refused(() -> answer("v2", URL));
        refused(() -> answer("v1", URL, (PublishedLink) null));
        refused(() -> answer("v1", URL, new PublishedLink("a", "u", "d", null)));
        PublishedLink[] tooMany = Collections.nCopies(150_001, new PublishedLink("a", "u", "d", Change.KEPT))
                .toArray(PublishedLink[]::new);
        refused(() -> answer("v1", URL, tooMany));
        assertThat(answer("v1", "https://evil.example.com/-/releases/v1").getUrl(), is(""));
        assertThat(answer("v1", "javascript:alert(1)").getUrl(), is(""));
    }

    private static GenericPackageRelease answer(String tag, String url, PublishedLink... links) throws AbortException {
        return new ReleaseAnswer(new PublishedRelease(tag, url, true, Arrays.asList(links))).shown(REGISTRY, ASKED);
    }

    private static void refused(org.junit.function.ThrowingRunnable answer) {
        assertThat(
                assertThrows(AbortException.class, answer).getMessage(), startsWith("The agent's answer is refused: "));
    }
}
