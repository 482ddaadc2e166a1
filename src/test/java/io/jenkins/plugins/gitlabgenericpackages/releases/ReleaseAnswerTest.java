package io.jenkins.plugins.gitlabgenericpackages.releases;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedLink;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedLink.Change;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedRelease;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseDetails;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseFile;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

/** An agent may say anything. */
public class ReleaseAnswerTest {
    private static final String URL = "https://gitlab.example.com/group/app/-/releases/v1";
    private static final String FILE = "https://gitlab.example.com/api/v4/projects/42/packages/generic/app/1.0/a";
    private static final String GIVEN = "https://other.example.com/api/v4/projects/7/packages/generic/app/1.0/b";
    private static final Registry REGISTRY = new Registry("https://gitlab.example.com", "42", Token.anonymous());
    private static final ReleaseRequest ASKED = new ReleaseRequest(
            "v1",
            "",
            new ReleaseDetails("", "", "", ""),
            List.of(ReleaseFile.of(
                    REGISTRY, new PackageFile(new GenericPackage("app", "1.0"), new PackageFileName("b")), GIVEN)),
            null,
            "",
            FileSelection.ofPackage("", "", false),
            false);

    @Test
    public void whatFitsIsShown() throws Exception {
        GenericPackageRelease shown = answer(
                "v1",
                URL,
                new PublishedLink("a\nb", FILE, URL + "/downloads/a", Change.ADDED),
                new PublishedLink("b", GIVEN, GIVEN, Change.KEPT));
        assertThat(shown.getUrl(), is(URL));
        assertThat(shown.getLinks().get(0).getName().lines().count(), is(1L));
        assertThat(addresses(shown, 0), is(List.of(FILE, URL + "/downloads/a")));
        assertThat(addresses(shown, 1), is(List.of(GIVEN, GIVEN)));
    }

    /** Of the links as well only addresses of that GitLab are kept, and of files that the step itself was given. */
    @Test
    public void otherAddressesAreLeftOut() throws Exception {
        for (String other : List.of(
                "https://evil.example.com/a",
                "https://gitlab.example.com.evil.example.com/a",
                "https://gitlab.example.com@evil.example.com/a",
                "javascript:alert(1)")) {
            GenericPackageRelease shown = answer(
                    "v1",
                    URL,
                    new PublishedLink("a", other, other, Change.ADDED),
                    new PublishedLink("b", FILE, other, Change.ADDED));
            assertThat(addresses(shown, 0), is(List.of("", "")));
            assertThat(addresses(shown, 1), is(List.of(FILE, FILE)));
        }
    }

    private static List<String> addresses(GenericPackageRelease shown, int link) {
        GenericPackageReleaseLink there = shown.getLinks().get(link);
        return List.of(there.getUrl(), there.getDirectUrl());
    }

    @Test
    public void nothingElseIsKept() throws Exception {
        refused(() -> answer("v2", URL));
        refused(() -> answer("v1", URL, (PublishedLink) null));
        refused(() -> answer(null, URL));
        refused(() -> answer("v1", URL, somethingElse()));
        refused(() -> answer("v1", URL, new PublishedLink("a", "u", "d", null)));
        PublishedLink[] tooMany = Collections.nCopies(150_001, new PublishedLink("a", "u", "d", Change.KEPT))
                .toArray(PublishedLink[]::new);
        refused(() -> answer("v1", URL, tooMany));
        assertThat(answer("v1", "https://evil.example.com/-/releases/v1").getUrl(), is(""));
        assertThat(answer("v1", "javascript:alert(1)").getUrl(), is(""));
    }

    /** Only in the code a list holds what its type says. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<PublishedLink> somethingElse() {
        return (List) List.of("a");
    }

    private static GenericPackageRelease answer(String tag, String url, PublishedLink... links) throws AbortException {
        return answer(tag, url, Arrays.asList(links));
    }

    private static GenericPackageRelease answer(String tag, String url, List<PublishedLink> links)
            throws AbortException {
        return new ReleaseAnswer(new PublishedRelease(tag, url, true, links)).shown(REGISTRY, ASKED);
    }

    private static void refused(org.junit.function.ThrowingRunnable answer) {
        assertThat(
                assertThrows(AbortException.class, answer).getMessage(), startsWith("The agent's answer is refused: "));
    }
}
