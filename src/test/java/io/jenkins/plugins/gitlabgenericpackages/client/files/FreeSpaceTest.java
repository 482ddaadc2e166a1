package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FreeSpaceTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void isThatOfTheFileSystem() throws Exception {
        Path here = folder.getRoot().toPath();
        long total = Files.getFileStore(here).getTotalSpace();
        assertThat(FreeSpace.in(here) <= total, is(true));
    }

    @Test
    public void isNoReasonToFailWhereItIsNotKnown() {
        assertThat(FreeSpace.in(folder.getRoot().toPath().resolve("none")), is(Long.MAX_VALUE));
    }

    /** It never has room, and says nothing of it. */
    @Test
    public void isNotKnownWhereZeroIsTold() {
        Path proc = Path.of("/proc/self");
        assumeTrue(Files.isDirectory(proc));
        assertThat(FreeSpace.in(proc), is(Long.MAX_VALUE));
    }
}
