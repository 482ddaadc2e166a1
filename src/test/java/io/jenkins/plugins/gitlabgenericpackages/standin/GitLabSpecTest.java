package io.jenkins.plugins.gitlabgenericpackages.standin;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Holds the stand-in to what GitLab's own request specs expect. {@code gitlab-spec.tsv} tells each case in words of
 * this project, {@code gitlab-spec-left-out.tsv} which rows of the specs are no case here, and why.
 */
public class GitLabSpecTest {
    private static final Path CASES = Path.of("src/test/resources/gitlab-spec.tsv");
    private static final Path LEFT_OUT = Path.of("src/test/resources/gitlab-spec-left-out.tsv");
    /** The examples of the three specs, shared ones included, as of GitLab's sources of 2026-11. */
    private static final int ROWS = 843;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theStandInAgreesWithGitLabsRequestSpecs() throws Exception {
        List<SpecCase> cases = lines(CASES).map(SpecCase::of).toList();
        int leftOut = lines(LEFT_OUT)
                .mapToInt(line -> Integer.parseInt(line.split("\t")[1]))
                .sum();
        List<String> disagreeing = new ArrayList<>();
        int agreeing = 0;
        for (SpecCase each : cases) {
            String difference = SpecScene.play(each, folder.newFolder().toPath());
            if (difference.isEmpty()) {
                agreeing += each.rows();
            } else {
                disagreeing.add(each + ": " + difference);
            }
        }
        int held = cases.stream().mapToInt(SpecCase::rows).sum();
        System.out.printf(
                "GitLab's request specs: %d of %d rows agree, %d of %d are left out%n", agreeing, held, leftOut, ROWS);
        assertEquals(String.join("\n", disagreeing), held, agreeing);
        assertEquals("held and left out", ROWS, held + leftOut);
    }

    private static Stream<String> lines(Path table) throws IOException {
        return Files.readAllLines(table).stream().filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }
}
