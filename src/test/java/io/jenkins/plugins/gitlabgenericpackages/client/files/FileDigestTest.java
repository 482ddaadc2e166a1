package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class FileDigestTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path file;

    @Before
    public void file() {
        file = folder.getRoot().toPath().resolve("f");
    }

    @Test
    public void everyByteCounts() throws Exception {
        Files.writeString(file, "");
        assertThat(FileDigest.read(file, false), is(new FileContent(0, Sha256.OF_NOTHING, null)));
        // More than is read at a time.
        Files.writeString(file, "a".repeat(1_000_000));
        Sha256 sha256 = new Sha256("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        String md5 = "7707d6ae4e027c70eea2a935c2296f21";
        assertThat(FileDigest.read(file, true), is(new FileContent(1_000_000, sha256, md5)));
        assertThat(FileDigest.read(file, false), is(new FileContent(1_000_000, sha256, null)));
    }

    @Test
    public void anInterruptionEndsIt() throws Exception {
        Files.writeString(file, "a");
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> FileDigest.read(file, false));
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
