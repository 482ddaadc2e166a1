package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What is told of a file, here and in GitLab. */
public class ContentTest {
    private static final Sha256 ONE = new Sha256("1".repeat(64));
    private static final Sha256 OTHER = new Sha256("2".repeat(64));
    private static final String MD5 = "0cc175b9c0f1b6a831c399e269772661";
    private static final PackageFile FILE =
            new PackageFile(new GenericPackage("app", "1.0"), new PackageFileName("a/b"));

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void onlyAToldDigestIsHad() {
        assertTrue(new RemoteContent(5, ONE).has(ONE));
        assertFalse(new RemoteContent(5, ONE).has(OTHER));
        assertFalse(RemoteContent.UNKNOWN.has(ONE));
    }

    @Test
    public void eachOfSizeAndDigestContradictsAlone() {
        assertFalse(new RemoteContent(5, ONE).contradicts(new FileContent(5, ONE, null)));
        assertTrue(new RemoteContent(5, ONE).contradicts(new FileContent(6, ONE, null)));
        assertTrue(new RemoteContent(5, ONE).contradicts(new FileContent(5, OTHER, null)));
        assertFalse(RemoteContent.UNKNOWN.contradicts(new FileContent(5, ONE, null)));
        assertTrue(told(OptionalLong.of(5), Optional.empty()).contradicts(new FileContent(6, ONE, null)));
        assertTrue(told(OptionalLong.empty(), Optional.of(ONE)).contradicts(new FileContent(5, OTHER, null)));
    }

    @Test
    public void textSaysWhatIsTold() {
        assertThat(new RemoteContent(5, ONE).toString(), is("sha256 " + ONE + ", 5 bytes"));
        assertThat(RemoteContent.UNKNOWN.toString(), is("sha256 unknown, size unknown"));
        assertThat(FILE.toString(), is("a/b of app 1.0"));
        Optional<Instant> time = Optional.of(Instant.EPOCH);
        assertThat(
                new RemoteFile(1, 2, FILE.name(), RemoteContent.UNKNOWN, time).toString(),
                is("file 2 of 1970-01-01T00:00:00Z"));
        assertThat(new RemoteFile(1, 2, FILE.name(), RemoteContent.UNKNOWN, Optional.empty()).toString(), is("file 2"));
    }

    @Test
    public void transferredFileTellsItsNameSizeAndDigest() {
        TransferredFile file = transferred(FILE, "c", new FileContent(5, ONE, null), "https://gitlab");
        assertThat(file.fileName(), is("a/b"));
        assertThat(file.size(), is(5L));
        assertThat(file.sha256(), is(ONE.hex()));
    }

    @Test
    public void nothingIsMissing() {
        FileContent content = new FileContent(0, ONE, null);
        refused(() -> new FileContent(-1, ONE, null));
        refused(() -> new FileContent(0, null, null));
        for (String text : new String[] {"", "null", MD5.replace('c', 'g'), MD5 + "0", " " + MD5, MD5.toUpperCase()}) {
            refused(() -> new FileContent(0, ONE, text));
        }
        refused(() -> new PackageFileName(null));
        refused(() -> new PackageFile(null, FILE.name()));
        refused(() -> new PackageFile(FILE.owner(), null));
        refused(() -> transferred(null, "c", content, "https://gitlab"));
        refused(() -> transferred(FILE, null, content, "https://gitlab"));
        refused(() -> transferred(FILE, "c", null, "https://gitlab"));
        refused(() -> transferred(FILE, "c", content, null));
        refused(() -> new TransferredFile(FILE, "c", content, "https://gitlab", null, false));
    }

    private static void refused(Runnable making) {
        assertThrows(IllegalArgumentException.class, making::run);
    }

    private static TransferredFile transferred(PackageFile file, String path, FileContent content, String url) {
        return new TransferredFile(file, path, content, url, Verifier.GITLAB, false);
    }

    private static RemoteContent told(OptionalLong size, Optional<Sha256> sha256) {
        return new RemoteContent(size, sha256);
    }
}
