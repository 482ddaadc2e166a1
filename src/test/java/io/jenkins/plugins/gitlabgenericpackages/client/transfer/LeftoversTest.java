package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.files.FolderDeletion;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.Timeout;

/** The temporary files of a process that was killed. */
public class LeftoversTest {
    private static final String PART = "in/.gitlab-01234567-89ab-cdef-0123-456789abcdef.part";

    private final Handoff handoff = new Handoff();

    @Rule
    public final RuleChain rules =
            RuleChain.outerRule(new Timeout(60, TimeUnit.SECONDS)).around(handoff);

    @Test
    public void aPatternNeverUploadsThem() throws Exception {
        handoff.write(PART, 10);
        handoff.write("in@tmp/.gitlab-01234567-89ab-cdef-0123-456789abcdef.journal", 10);
        handoff.write(".gitlab-01234567-89ab-cdef-0123-456789abcde0.part/unpacked/f", 10);
        handoff.write("in/f", 10);
        handoff.upload(matching("**", ""));
        assertEquals(List.of("in%2Ff"), handoff.storedNames());
        Files.delete(handoff.workspace().resolve(PART));
        FolderDeletion.delete(handoff.workspace().resolve(".gitlab-01234567-89ab-cdef-0123-456789abcde0.part"));
    }

    @Test
    public void theNextDownloadIntoTheFolderDeletesOldOnes() throws Exception {
        handoff.store("f", "x");
        handoff.write(PART, 10);
        handoff.write("in/.gitlab-notes.txt", 10);
        age(PART, Duration.ofDays(6));
        age("in/.gitlab-notes.txt", Duration.ofDays(9));
        handoff.download(all("in"));
        assertEquals(
                List.of("in/.gitlab-01234567-89ab-cdef-0123-456789abcdef.part", "in/.gitlab-notes.txt", "in/f"),
                handoff.tree());
        age(PART, Duration.ofDays(8));
        handoff.download(all("in"));
        assertEquals(List.of("in/.gitlab-notes.txt", "in/f"), handoff.tree());
    }

    private void age(String file, Duration age) throws Exception {
        Files.setLastModifiedTime(
                handoff.workspace().resolve(file), FileTime.from(Instant.now().minus(age)));
    }
}
