package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.files.SpecialFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Whoever has mistyped something reads what there is in its place. */
public class NothingFoundTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Before
    public void files() {
        handoff.store("a.zip", "a");
        handoff.store("b.txt", "b");
    }

    @Test
    public void aMistypedPackage() throws Exception {
        handoff.token = handoff.token.from("credentials 'gitlab' of the step");
        String where = " in group/sub/app at " + handoff.gitlabUrl;
        String sent = ". Sent with credentials 'gitlab' of the step, as an access token";
        String instead = ". The project has the packages app for this token";
        handoff.projectId = "group/sub/app";
        assertThat(
                download("ap", "1.0"),
                endsWith("There is no package ap 1.0" + where
                        + ", or it is hidden or empty (set allowEmpty if that is all right)" + sent + instead));
        for (String rule : new String[] {"latest", "1.x"}) {
            assertThat(
                    download("ap", rule),
                    endsWith("There is no version of the package ap that the token may see" + where + instead + sent));
        }
        assertThat(
                handoff.client().nothing(PackageSource.of("ap", "1.0")),
                is("There is no version 1.0 of the package ap that the token may see" + where + instead + sent));
    }

    @Test
    public void aProjectWithoutPackages() {
        handoff.registry().packageStatus(7, "app", "1.0", "hidden");
        assertThat(download("ap", "latest"), containsString("The project has no packages for this token"));
    }

    @Test
    public void aMistypedVersion() {
        assertThat(download("app", "1.1"), endsWith(". The package app has no version 1.1. It has 1.0"));
        for (String version : new String[] {"1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.4.5", "2.0.0", "3.0.0"}) {
            handoff.registry().addFile(7, "app", version, "f", new byte[1]);
        }
        assertThat(
                download("app", "1.5.0"),
                endsWith(". The package app has no version 1.5.0 (the nearest of 7: 1.4.3, 1.4.4, 1.4.5, 2.0.0, 3.0.0"
                        + "; 1 not counted, since they are no semantic versions, such as 1.0)"));
    }

    @Test
    public void aPackageWithoutFilesIsNotSaidToBeNone() throws Exception {
        handoff.stored().forEach(file -> handoff.registry().deleteFile(7, "app", "1.0", file));
        assertThat(download("app", "1.0"), not(containsString("has no version")));
    }

    @Test
    public void aPatternOfADownload() {
        assertThat(
                message(() -> handoff.download(matching("*.tar", "in"))),
                endsWith("matches '*.tar' (set allowEmpty if that is all right). There are a.zip, b.txt"));
    }

    @Test
    public void aChecksumFile() {
        DownloadRequest request = DownloadRequest.of(Handoff.APP_SOURCE, all("in"), "", "SHA256SUMS");
        assertThat(
                message(() -> handoff.client().download(handoff.workspace(), request)),
                endsWith("('checksums' asks for it). The package has a.zip, b.txt"));
    }

    @Test
    public void whoMayNotListIsToldNothingMore() {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        assertThat(message(() -> handoff.download(one("zzz"))), endsWith("and 'path' the folder in the package"));
    }

    @Test
    public void aDeployTokenThatDoesNotLookLikeOne() {
        handoff.token = Token.basic("deployer", "without-prefix");
        assertThat(
                message(() -> handoff.client().versions("app")),
                endsWith(
                        "If that is a deploy token, GitLab lists no versions for it: use an access token, with the scope"
                                + " read_api and the role Reporter"));
    }

    @Test
    public void aPatternOfAnUpload() throws Exception {
        handoff.write("dist/x/f", 1);
        handoff.write("src/f", 1);
        String there = ". In " + handoff.workspace() + " there is no dits, but dist, src";
        assertThat(message(() -> handoff.upload(matching("dits/**", ""))), endsWith(there));
        assertThat(message(() -> handoff.upload(matching("dits/x/*.zip", ""))), endsWith(there));
        assertThat(message(() -> handoff.upload(matching("**", "dits/x"))), endsWith(there));
        assertThat(message(() -> handoff.upload(one("dits/x/f"))), endsWith(there));
        assertThat(
                message(() -> handoff.upload(matching("dist/y/*", ""))),
                endsWith(". In " + handoff.workspace().resolve("dist") + " there is no y, but x"));
        assertThat(
                message(() -> handoff.upload(matching("*.zip", ""))),
                endsWith("all right). In " + handoff.workspace() + " there are dist, src"));
        assertThat(
                message(() -> handoff.upload(matching("dist/**/*.zip", ""))),
                endsWith(". In " + handoff.workspace().resolve("dist") + " there is x"));
        for (String pattern : new String[] {"**/*.zip", "*.zip", "dist/**/*.zip", "../x/*.zip"}) {
            assertThat(message(() -> handoff.upload(matching(pattern, ""))), not(containsString(" there is no ")));
        }
    }

    @Test
    public void aLinkToNothingUnderAPattern() throws Exception {
        Path link = handoff.workspace().resolve("current");
        SpecialFiles.link(link, handoff.workspace().resolve("gone"));
        assertThat(
                message(() -> handoff.upload(matching("current/*", ""))),
                endsWith(". " + link + " is a link that leads nowhere"));
    }

    private String download(String name, String version) {
        return message(() -> handoff.client()
                .download(handoff.workspace(), DownloadRequest.of(PackageSource.of(name, version), all("in"), "", "")));
    }
}
