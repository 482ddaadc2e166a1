package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP_SOURCE;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static io.jenkins.plugins.gitlabgenericpackages.client.transfer.ChecksumUploadTest.line;
import static io.jenkins.plugins.gitlabgenericpackages.client.transfer.ChecksumUploadTest.sha256;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Downloads from a GitLab that tells digests in its list alone, with a token that cannot list unless a test says so. */
public class ChecksumDownloadTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Before
    public void aPackageWithAList() {
        handoff.registry().options().checksumHeader(false);
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.store("a.txt", "a");
        handoff.store("d%2Fb.txt", "b");
        handoff.store("SHA256SUMS", line("a", "a.txt") + line("b", "d/b.txt"));
    }

    @Test
    public void aTokenThatCannotListFetchesTheWholePackage() throws Exception {
        assertEquals(
                Map.of(
                        "a.txt", Verifier.CHECKSUMS,
                        "d/b.txt", Verifier.CHECKSUMS,
                        "SHA256SUMS", Verifier.NOBODY),
                verifiers(download(all("in"))));
        assertEquals(List.of("in/SHA256SUMS", "in/a.txt", "in/d/b.txt"), handoff.tree());
        assertThat(
                handoff.events.notes().toString(),
                containsString(
                        "SHA256SUMS lists 2 files and is used as it came: GitLab does not tell its sha256, as is usual for deploy"
                                + " tokens"));
    }

    @Test
    public void theListItselfFailsWhereNobodyVouchesForItAndThatIsRequired() throws Exception {
        handoff.verify = Verify.REQUIRED;
        assertThat(
                message(() -> download(all("in"))),
                containsString("Failed to download SHA256SUMS: its sha256 is not known, and 'verify' is REQUIRED"));
        assertEquals(List.of("in/a.txt", "in/d/b.txt"), handoff.tree());
    }

    @Test
    public void aListThatCameFromBehindARedirectVouchesForNothing() throws Exception {
        handoff.registry().options().directDownload(true);
        assertEquals(
                Map.of("a.txt", Verifier.NOBODY, "d/b.txt", Verifier.NOBODY, "SHA256SUMS", Verifier.NOBODY),
                verifiers(download(all("in"))));
        handoff.verify = Verify.REQUIRED;
        assertThat(
                message(() -> download(one("other/a.txt"))),
                containsString("the sha256 of SHA256SUMS itself is not known, and 'verify' is REQUIRED"));
        assertEquals(List.of("in/SHA256SUMS", "in/a.txt", "in/d/b.txt"), handoff.tree());
    }

    @Test
    public void aTokenThatCannotListFetchesWhatMatches() throws Exception {
        download(matching("**/b*", "in"));
        assertEquals(List.of("in/d/b.txt"), handoff.tree());
        assertThat(message(() -> download(matching("*.zip", "in"))), containsString("No file of app 1.0 matches"));
    }

    @Test
    public void whatGitLabTellsAsWellIsVerifiedByGitLab() throws Exception {
        handoff.token = Token.of("glpat-stand-in", TokenType.AUTO);
        assertEquals(
                Map.of("a.txt", Verifier.GITLAB, "d/b.txt", Verifier.GITLAB, "SHA256SUMS", Verifier.GITLAB),
                verifiers(download(all("in"))));
        assertThat(handoff.events.notes().toString(), containsString("lists 2 files and is verified by GitLab"));
    }

    @Test
    public void damageIsFetchedAgainAndOtherContentIsRefused() throws Exception {
        handoff.fault(Fault.corrupt(0).matching("a.txt"), Route.DOWNLOAD);
        download(one("in/a.txt"));
        assertEquals("a", new String(handoff.read("in/a.txt")));
        handoff.store("a.txt", "other");
        assertThat(
                message(() -> download(one("in/b", "a.txt"))),
                containsString("what arrived has the sha256 " + sha256("other") + " and not " + sha256("a")
                        + " as SHA256SUMS says"));
        assertEquals(List.of("in/a.txt"), handoff.tree());
    }

    @Test
    public void whatGitLabContradictsIsRefused() throws Exception {
        handoff.registry().options().checksumHeader(true);
        handoff.store("a.txt", "other");
        assertThat(
                message(() -> download(one("in/a.txt"))),
                containsString("its sha256 in GitLab is " + sha256("other") + ", but SHA256SUMS says " + sha256("a")));
    }

    @Test
    public void theUserAndTheListHaveToAgree() throws Exception {
        DownloadRequest pinned =
                DownloadRequest.of(APP_SOURCE, one("in/a.txt"), sha256("a").hex(), "SHA256SUMS");
        assertEquals(Map.of("a.txt", Verifier.USER), verifiers(handoff.client().download(handoff.workspace(), pinned)));
        DownloadRequest other =
                DownloadRequest.of(APP_SOURCE, one("in/a.txt"), sha256("b").hex(), "SHA256SUMS");
        assertThat(
                message(() -> handoff.client().download(handoff.workspace(), other)),
                containsString("SHA256SUMS says " + sha256("a") + ", but 'sha256' asks for " + sha256("b")));
    }

    @Test
    public void whatOnlyOneOfPackageAndListKnowsFails() throws Exception {
        assertThat(
                message(() -> download(one("in/c.txt"))),
                containsString("The file c.txt is not listed in SHA256SUMS, so nothing says what it must be"));
        handoff.token = Token.of("glpat-stand-in", TokenType.AUTO);
        handoff.store("c.txt", "c");
        handoff.store("e.txt", "e");
        String unlisted = message(() -> download(all("in")));
        assertThat(unlisted, containsString("The file c.txt is not listed"));
        assertThat(unlisted, containsString("The file e.txt is not listed"));
        assertEquals(List.of(), handoff.tree());
        download(matching("a.txt", "in"));
        handoff.store("SHA256SUMS", line("a", "a.txt") + line("f", "f.txt"));
        assertThat(message(() -> download(matching("*.txt", "in"))), containsString("c.txt is not listed"));
        assertThat(message(() -> download(matching("f.txt", "in"))), containsString("Failed to download f.txt"));
    }

    @Test
    public void aSignatureOfTheListIsNotListedInIt() throws Exception {
        handoff.token = Token.of("glpat-stand-in", TokenType.AUTO);
        handoff.store("SHA256SUMS.asc", "signed");
        Map<String, Verifier> files = verifiers(download(all("in")));
        assertEquals(Verifier.GITLAB, files.get("SHA256SUMS.asc"));
        assertEquals(4, files.size());
        handoff.store("SHA256SUMS", line("a", "a.txt") + line("b", "d/b.txt") + line("other", "SHA256SUMS.asc"));
        assertThat(message(() -> download(one("x", "SHA256SUMS.asc"))), containsString("SHA256SUMS says"));
        handoff.store("a.txt.asc", "of another file");
        assertThat(message(() -> download(all("in"))), containsString("The file a.txt.asc is not listed"));
    }

    @Test
    public void aListWithAByteOrderMarkIsReadAndUtf16IsNamed() throws Exception {
        String list = "\ufeff" + line("a", "a.txt") + line("b", "d/b.txt");
        handoff.store("SHA256SUMS", list);
        assertEquals(3, download(all("in")).size());
        handoff.store("SHA256SUMS", list.getBytes(StandardCharsets.UTF_16LE));
        assertThat(
                message(() -> download(all("in"))),
                containsString("SHA256SUMS is no checksum file: it is in UTF-16, as PowerShell writes by '>'."
                        + " Write it in UTF-8"));
    }

    @Test
    public void aListThatIsNotThereOrIsNoneIsAnError() throws Exception {
        handoff.store("SHA256SUMS", "<html>");
        assertThat(message(() -> download(all("in"))), containsString("SHA256SUMS is no checksum file: line 1 is not"));
        DownloadRequest request = DownloadRequest.of(APP_SOURCE, all("in"), "", "NONE");
        assertThat(
                message(() -> handoff.client().download(handoff.workspace(), request)),
                containsString("There is no checksum file NONE in app 1.0"));
        assertEquals(0, handoff.tree().size());
    }

    @Test
    public void aRuleThatWasTakenAsANameIsToldWhereNothingIsThere() throws Exception {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        DownloadRequest request = DownloadRequest.of(PackageSource.of("app", "latest"), all("in"), "", "SHA256SUMS");
        assertThat(
                message(() -> handoff.client().download(handoff.workspace(), request)),
                containsString("'latest' was taken as the name of a version: a rule needs a token that can list"));
    }

    @Test
    public void aListThatWasDamagedOnItsWayIsReadAgain() throws Exception {
        handoff.registry().options().checksumHeader(true);
        handoff.fault(Fault.corrupt(0).matching("SHA256SUMS"), Route.DOWNLOAD);
        download(matching("a.txt", "in"));
        assertEquals(List.of("in/a.txt"), handoff.tree());
        assertThat(handoff.events.notes().toString(), containsString("is verified by GitLab"));
    }

    @Test
    public void hostileNamesOfTheListAreRefused() throws Exception {
        for (String name : List.of("../evil", "/etc/evil", "a/../../evil", "a\\..\\b", "a?b")) {
            handoff.store("SHA256SUMS", line("a", "a.txt") + line("x", name));
            assertThat(message(() -> download(all("in"))), not(containsString("404")));
            assertEquals(List.of(), handoff.tree());
        }
    }

    private List<TransferredFile> download(FileSelection files) throws IOException, InterruptedException {
        DownloadRequest request = DownloadRequest.of(APP_SOURCE, files, "", "SHA256SUMS");
        return handoff.client().download(handoff.workspace(), request);
    }

    private static Map<String, Verifier> verifiers(List<TransferredFile> files) {
        return files.stream().collect(Collectors.toMap(TransferredFile::fileName, TransferredFile::verifiedBy));
    }

    @Test
    public void aProjectThatIsNotThereIsNoMissingChecksumFile() {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.projectId = "8";
        assertThat(message(() -> download(all("in"))), containsString("status 404"));
    }
}
