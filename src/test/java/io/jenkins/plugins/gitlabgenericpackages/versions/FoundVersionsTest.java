package io.jenkins.plugins.gitlabgenericpackages.versions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** An agent may say anything. */
public class FoundVersionsTest {
    private static final Registry REGISTRY = new Registry("https://gitlab.example.com", "42", Token.anonymous());
    private static final VersionQuery ASKED = new VersionQuery(PackageSource.of("app", "1.x"), Order.SEMVER, 2);

    @Test
    public void whatFitsIsShown() throws Exception {
        List<GenericPackageVersion> shown = answer(
                new FoundVersion(7, "1.4.2", Instant.parse("2026-11-30T09:30:00.5Z"), "/group/app/-/packages/7"),
                new FoundVersion(6, "1.4.1", null, ""));
        assertThat(shown.stream().map(GenericPackageVersion::toString).toList(), contains("1.4.2", "1.4.1"));
        assertThat(
                shown.stream().map(GenericPackageVersion::getCreatedAt).toList(),
                contains("2026-11-30T09:30:00.500Z", ""));
        assertThat(
                shown.stream().map(GenericPackageVersion::getUrl).toList(),
                contains("https://gitlab.example.com/group/app/-/packages/7", ""));
    }

    @Test
    public void nothingElseIsKept() {
        refused(new FoundVersion(7, "2.0.0", null, ""));
        refused(new FoundVersion(7, null, null, ""));
        refused(new FoundVersion(7, "1.0.0", null, null));
        FoundVersion good = new FoundVersion(7, "1.0.0", null, "");
        refused(good, good, good);
        assertThrows(AbortException.class, () -> new FoundVersions(null).shown(REGISTRY, ASKED));
        VersionQuery all = new VersionQuery(PackageSource.of("app", "latest"), Order.SEMVER, 2);
        FoundVersions markup =
                new FoundVersions(new ArrayList<>(List.of(new FoundVersion(7, "<img src=x>", null, ""))));
        assertThrows(AbortException.class, () -> markup.shown(REGISTRY, all));
    }

    @Test
    public void whereTheProjectIsIsNotTheAgentsToSay() throws Exception {
        FoundVersion elsewhere = new FoundVersion(7, "1.0.0", null, "https://evil.example.com/-/packages/7");
        assertThat(answer(elsewhere).get(0).getUrl(), is(""));
    }

    private static List<GenericPackageVersion> answer(FoundVersion... versions) throws AbortException {
        return new FoundVersions(new ArrayList<>(Arrays.asList(versions))).shown(REGISTRY, ASKED);
    }

    private static void refused(FoundVersion... versions) {
        assertThat(
                assertThrows(AbortException.class, () -> answer(versions)).getMessage(),
                startsWith("The agent's answer is refused: "));
    }
}
