package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class LocalFileTest {
    private static final FileTime THEN = FileTime.fromMillis(1_000_000_000_000L);

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path path;
    private LocalFile file;

    @Before
    public void file() throws IOException {
        path = folder.getRoot().toPath().resolve("f");
        write("some");
        file = LocalFile.of(path, "f");
    }

    @Test
    public void untouchedFileIsUnchanged() throws Exception {
        file.checkUnchanged();
    }

    @Test
    public void anotherSizeIsAChange() throws Exception {
        write("more than that");
        assertChanged();
    }

    @Test
    public void anotherTimeIsAChange() throws Exception {
        Files.setLastModifiedTime(path, FileTime.fromMillis(THEN.toMillis() + 1000));
        assertChanged();
    }

    @Test
    public void fileThatIsGoneIsSaidToBe() throws Exception {
        Files.delete(path);
        assertThrows(NoSuchFileException.class, file::checkUnchanged);
    }

    private void assertChanged() {
        assertThat(
                assertThrows(RegistryException.class, file::checkUnchanged).getMessage(),
                is("The file " + path
                        + " changed while it was uploaded. Upload it when nothing writes to it any more"));
    }

    private void write(String content) throws IOException {
        Files.writeString(path, content);
        Files.setLastModifiedTime(path, THEN);
    }
}
