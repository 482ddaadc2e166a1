package io.jenkins.plugins.gitlabgenericpackages.client.model;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.nullValue;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What may be asked for together, and the messages for what may not. */
public class FileSelectionTest {
    private static final GenericPackage APP = new GenericPackage("app", "1.0");
    private static final PackageSource APP_SOURCE = PackageSource.of("app", "1.0");
    private static final String SHA256 = "0123456789abcdef".repeat(4);

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void combinationsThatCanBeUploaded() {
        upload(selection("app.zip", "", "", ""));
        upload(selection("app.zip", "other/name.zip", "", ""));
        upload(selection("", "", "**/*.zip", ""));
        upload(selection("", "", "**/*.zip", "**/test/**"));
    }

    @Test
    public void combinationsThatCanBeDownloaded() {
        download(selection("", "", "", ""));
        download(selection("", "", "", "**/test/**"));
        download(selection("", "", "**/*.zip", ""));
        download(selection("app.zip", "", "", ""));
        download(selection("", "app.zip", "", ""));
        download(selection("here.zip", "there.zip", "", ""));
    }

    @Test
    public void fileAndPatternsExcludeEachOther() {
        String both = "Give either 'file' or 'includes', not both";
        assertThat(refusedUpload(selection("a", "", "*", "")), is(both));
        assertThat(refusedDownload(selection("a", "", "*", "")), is(both));
        String name = "'fileName' names one file: it goes with 'file', not with 'includes' (use 'path' for a folder)";
        assertThat(refusedUpload(selection("", "a", "*", "")), is(name));
        assertThat(refusedDownload(selection("", "a", "*", "")), is(name));
        String excludes = "'excludes' goes with 'includes', not with 'file'";
        assertThat(refusedUpload(selection("a", "", "", "*")), is(excludes));
        assertThat(refusedDownload(selection("", "a", "", "*")), is(excludes));
    }

    @Test
    public void uploadMustSayWhat() {
        assertThat(refusedUpload(selection("", "", "", "")), is("Say what to upload: either 'file' or 'includes'"));
        assertThat(refusedUpload(selection(" ", "", " ", "*")), is("Say what to upload: either 'file' or 'includes'"));
        assertThat(
                refusedUpload(selection("", "a", "", "")),
                is("'fileName' names what 'file' uploads: give 'file' as well"));
    }

    @Test
    public void downloadOfOneFileNamesAFile() {
        assertThat(
                refusedDownload(selection("out/", "a", "", "")),
                is("'file' must name a file, not a folder: use 'dir' for a folder"));
    }

    @Test
    public void anArchiveTakesPatternsOrAll() {
        assertThat(archive(selection("", "", "", ""), "app.zip").files().includes(), is("**"));
        assertThat(
                archive(selection("", "", "*.txt", "b*"), " app.tar.gz ")
                        .archive()
                        .value(),
                is("app.tar.gz"));
        assertThat(archive(below("v1"), "sub/app.tgz").archive().value(), is("v1/sub/app.tgz"));
        assertThat(
                refusedArchive(selection("a", "", "", ""), "app.zip"),
                is("Give either 'archive' or 'file', not both: 'archive' packs what 'includes' selects below 'dir'"));
        assertThat(
                refusedArchive(selection("", "a", "", ""), "app.zip"),
                is("Give either 'archive' or 'fileName', not both: 'archive' is the name in the package"));
        assertThat(
                refusedArchive(new FileSelection("", "", "", "", "", "", false, true, true), "app.zip"),
                is("Give either 'archive' or 'flatten', not both: an archive keeps the folders"));
        for (String other : List.of("app", "app.jar", "app.tar.xz", "app.tar.bz2", "zip")) {
            assertThat(
                    refusedArchive(selection("", "", "", ""), other),
                    is("'archive' '" + other + "' must end with .tar.gz, .tgz, .tar or .zip: the end says how the files"
                            + " are packed"));
        }
        assertThrows(InvalidRequestException.class, () -> archive(selection("", "", "", ""), "../app.zip"));
    }

    @Test
    public void whatIsUnpackedIsAnArchiveAndLeavesNoFile() {
        unpack(selection("", "", "", ""), 0);
        unpack(selection("", "app.TAR.XZ", "", ""), 100);
        unpack(selection("", "", "*.zip", "b*"), 1);
        assertThat(
                refusedUnpacking(selection("a.zip", "", "", ""), true, 0),
                is("'unpack' leaves no archive that 'file' could name: give the archive as 'fileName', and where it is"
                        + " unpacked as 'dir'"));
        assertThat(
                refusedUnpacking(selection("", "app.jar", "", ""), true, 0),
                is(
                        "'unpack' takes archives, and 'fileName' is none by its end: known are .tar.gz, .tgz, .tar, .tar.bz2,"
                                + " .tbz2, .tar.xz, .txz or .zip"));
        assertThat(refusedUnpacking(selection("", "", "", ""), false, 1), is("'stripComponents' goes with 'unpack'"));
        for (int wrong : List.of(-1, 101)) {
            assertThat(
                    refusedUnpacking(selection("", "", "", ""), true, wrong),
                    is("stripComponents must be from 0 to 100"));
        }
    }

    @Test
    public void archivesKeepTheirFolders() {
        FileSelection flat = new FileSelection("", "", "*.zip", "", "", "", false, true, true);
        assertThat(
                refusedArchive(flat, "app.zip"),
                is("Give either 'archive' or 'flatten', not both: an archive keeps the folders"));
        assertThat(
                refusedUnpacking(flat, true, 0),
                is("'flatten' does not go with 'unpack': 'stripComponents' leaves out folders at the beginning of the"
                        + " names in an archive"));
    }

    private static UploadRequest archive(FileSelection files, String archive) {
        return UploadRequest.of(APP, files, IfExists.ADD, false, "", archive);
    }

    private static String refusedArchive(FileSelection files, String archive) {
        return assertThrows(InvalidRequestException.class, () -> archive(files, archive))
                .getMessage();
    }

    private static void unpack(FileSelection files, int stripComponents) {
        DownloadRequest.of(APP_SOURCE, files, "", "", true, stripComponents);
    }

    private static String refusedUnpacking(FileSelection files, boolean unpack, int stripComponents) {
        return assertThrows(
                        InvalidRequestException.class,
                        () -> DownloadRequest.of(APP_SOURCE, files, "", "", unpack, stripComponents))
                .getMessage();
    }

    @Test
    public void pathIsAFolderWithOrWithoutSlashes() {
        assertThat(below("/a/b/").path(), is("a/b"));
        assertThat(below("a/b").inPackage("c"), is("a/b/c"));
        assertThat(below("").inPackage("c"), is("c"));
        assertThat(below("//").inPackage("c"), is("c"));
        upload(below("a b"));
        assertThrows(InvalidRequestException.class, () -> upload(below("../a")));
    }

    @Test
    public void patternsAreSeparatedByCommas() {
        assertThat(FileSelection.patterns(" a/**, *.zip,,b ,"), is(List.of("a/**", "*.zip", "b")));
        assertThat(FileSelection.patterns(" "), is(List.of()));
        assertThat(FileSelection.patterns("a\n b,\r\nc\n"), is(List.of("a", "b", "c")));
    }

    @Test
    public void digestPinsOneFile() {
        FileSelection one = selection("app.zip", "", "", "");
        assertThat(
                DownloadRequest.of(APP_SOURCE, one, " " + SHA256.toUpperCase() + "\n", "")
                        .sha256()
                        .hex(),
                is(SHA256));
        assertThat(DownloadRequest.of(APP_SOURCE, one, SHA256, "").sha256(), is(new Sha256(SHA256)));
        assertThat(DownloadRequest.of(APP_SOURCE, one, " ", "").sha256(), is(nullValue()));
        assertThat(
                refused(selection("", "", "*", ""), "no digest"),
                is("'sha256' pins one file: it goes with 'file' or 'fileName'"));
        assertThat(
                refused(selection("", "", "*", ""), SHA256),
                is("'sha256' pins one file: it goes with 'file' or 'fileName'"));
        assertThat(refused(one, "0123"), is("'sha256' must be 64 hexadecimal digits"));
        assertThat(refused(one, SHA256.replace('f', 'g')), is("'sha256' must be 64 hexadecimal digits"));
    }

    private static FileSelection selection(String file, String fileName, String includes, String excludes) {
        return new FileSelection(file, fileName, includes, excludes, "", "", false, true);
    }

    private static FileSelection below(String path) {
        return new FileSelection("", "", "**", "", "", path, false, true);
    }

    private static UploadRequest upload(FileSelection files) {
        return new UploadRequest(APP, files, IfExists.ADD, false, null);
    }

    private static DownloadRequest download(FileSelection files) {
        return DownloadRequest.of(APP_SOURCE, files, "", "");
    }

    private static String refusedUpload(FileSelection files) {
        return assertThrows(InvalidRequestException.class, () -> upload(files)).getMessage();
    }

    private static String refusedDownload(FileSelection files) {
        return refused(files, "");
    }

    private static String refused(FileSelection files, String sha256) {
        return assertThrows(InvalidRequestException.class, () -> DownloadRequest.of(APP_SOURCE, files, sha256, ""))
                .getMessage();
    }

    @Test(timeout = 5000)
    public void slashesWithoutEndTakeNoTime() {
        String slashes = "/".repeat(200_000);
        assertThat(
                new FileSelection("", "", "**", "", "", slashes + "a" + slashes + "b" + slashes, false, true)
                        .path()
                        .length(),
                is(200_002));
    }
}
