package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP_SOURCE;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Names that are unusual, on their way in both directions. */
public class NamesTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void whatGitLabWouldRefuseIsNeverSent() throws Exception {
        handoff.write("f", 10);
        for (String name : List.of("../f", "a\nb", "\u00e9", "a/../f", "..\\a/f", "a\nb/f", "a/\u00e9")) {
            assertThat(
                    assertThrows(name, InvalidRequestException.class, () -> handoff.upload(one("f", name)))
                            .getMessage(),
                    containsString("is refused by GitLab"));
        }
        assertEquals(List.of(), handoff.registry().requests().all());
    }

    @Test
    public void noUploadIsCalledLatest() throws Exception {
        GenericPackage latest = new GenericPackage("app", "latest");
        assertThat(
                assertThrows(
                                InvalidRequestException.class,
                                () -> UploadRequest.of(latest, one("f"), IfExists.ADD, false, "", ""))
                        .getMessage(),
                startsWith("packageVersion 'latest' is the rule by which a download takes the newest version"));
        UploadRequest.of(new GenericPackage("app", "latest-1"), one("f"), IfExists.ADD, false, "", "");
    }

    @Test
    public void namesThatGitLabTakesSurviveTheRoundTrip() throws Exception {
        List<String> names = List.of(
                "a+b", "a~b@c", ".hidden", "-x", "_", "dir.d/a+b/c-1.0_2.tar.gz", "e".repeat(255), "1/2/3/4/5/6/7/8/9");
        for (String name : names) {
            handoff.write("out/" + name, name.getBytes());
        }
        assertEquals(names.size(), handoff.upload(matching("**", "out")).size());
        handoff.download(all("in"));
        for (String name : names) {
            assertEquals(name, new String(handoff.read("in/" + name)));
            handoff.download(one("single", name));
            assertEquals(name, new String(handoff.read("single")));
        }
    }

    @Test
    public void foldersThatGitLabTakesSurviveTheRoundTrip() throws Exception {
        List<String> names = List.of(
                "a b/f",
                "x [1] (2)/f",
                "@scope/app/f",
                "~/f@1",
                "\u00fcber/\u65e5\u672c/f",
                "100%/f",
                "a%2Fb/f",
                "a+b&c=d#e;f,g'h/f");
        for (String name : names) {
            handoff.write("out/" + name, name.getBytes());
        }
        handoff.upload(matching("**", "out"));
        assertEquals(
                Set.copyOf(names),
                handoff.client().files(APP_SOURCE).stream()
                        .map(file -> file.name().value())
                        .collect(Collectors.toSet()));
        handoff.download(all("in"));
        for (String name : names) {
            assertEquals(name, new String(handoff.read("in/" + name)));
            handoff.download(one("single", name));
            assertEquals(name, new String(handoff.read("single")));
        }
        handoff.upload(new FileSelection("out/a b/f", "", "", "", "", "to the/@top", false, true));
        assertEquals(names.size() + 1, handoff.stored().size());
    }

    @Test
    public void aVersionThatIsCalledLikeARuleSurvivesTheRoundTrip() throws Exception {
        handoff.write("f", 10);
        handoff.registry().addFile(7, "app", "2.1.0", "f", new byte[1]);
        for (Token token : Handoff.tokens()) {
            handoff.token = token;
            for (String version : List.of("2.x", "x", "1.X.x")) {
                UploadRequest request = UploadRequest.of(
                        new GenericPackage("app", version), one("f"), IfExists.SKIP_IDENTICAL, false, "", "");
                handoff.client().upload(handoff.workspace(), request);
                DownloadRequest back = DownloadRequest.of(PackageSource.of("app", version), one("in", "f"), "", "");
                handoff.client().download(handoff.workspace(), back);
                assertArrayEquals(version, handoff.read("f"), handoff.read("in"));
            }
        }
    }

    @Test
    public void harmlessNamesOfOtherToolsAreDownloaded() throws Exception {
        // GitLab takes any folder, but few signs in the last part of a name.
        List<String> names = List.of(
                "a%20b%2Ff",
                "%C3%A9%2Ff", "%E6%97%A5%E6%9C%AC%2Ff.txt", "a..b", "d%2Fb..c", "e".repeat(255), "con-fig");
        names.forEach(name -> handoff.store(name, name));
        handoff.download(all("in"));
        Set<String> local =
                handoff.tree().stream().map(name -> name.substring(3)).collect(Collectors.toSet());
        assertEquals(
                Set.of("a b/f", "\u00e9/f", "\u65e5\u672c/f.txt", "a..b", "d/b..c", "e".repeat(255), "con-fig"), local);
        assertEquals("%E6%97%A5%E6%9C%AC%2Ff.txt", new String(handoff.read("in/\u65e5\u672c/f.txt")));
    }

    @Test
    public void namesThatWouldOverwriteEachOtherAreRefused() throws Exception {
        // Names that differ in case only are asked of the file system: TargetFolderTest.
        assertCollide("q%2Fb", "q");
    }

    private void assertCollide(String one, String other) throws Exception {
        handoff.store(one, "1");
        handoff.store(other, "2");
        assertThat(message(() -> handoff.download(all("in"))), containsString("would overwrite each other"));
        assertEquals(List.of(), handoff.tree());
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
    }
}
