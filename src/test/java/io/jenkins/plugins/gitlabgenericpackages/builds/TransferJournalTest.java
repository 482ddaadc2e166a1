package io.jenkins.plugins.gitlabgenericpackages.builds;

import static org.junit.Assert.assertTrue;

import hudson.model.FreeStyleBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

public class TransferJournalTest {
    @ClassRule
    public static final JenkinsRule j = new JenkinsRule();

    @Test
    public void whatCannotBeDeletedIsNoFailure() throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(j.createFreeStyleProject());
        UUID id = new UUID(1, 2);
        Path inTheWay = build.getRootDir().toPath().resolve(FileList.FOLDER).resolve(id + ".journal/in the way");
        Files.createDirectories(inTheWay);
        new TransferJournal(build, id).delete();
        assertTrue(Files.exists(inTheWay));
    }
}
