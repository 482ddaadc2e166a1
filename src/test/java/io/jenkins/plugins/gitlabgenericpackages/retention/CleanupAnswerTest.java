package io.jenkins.plugins.gitlabgenericpackages.retention;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision.Verdict;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.RetentionRule;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

/** An agent may say anything. */
public class CleanupAnswerTest {
    private static final RetentionRule ASKED =
            new RetentionRule("app", new VersionRule("1.x"), Order.SEMVER, 1, 0, List.of(), true, 100);

    @Test
    public void whatFitsIsShownAndCanGoBack() throws Exception {
        Decision decision = new Decision(
                3, "1.2.0", Instant.parse("2026-11-30T09:30:00.123Z"), null, 2, 10, Verdict.WOULD_BE_DELETED, "");
        assertThat(answer(List.of(decision)).get(0).decision(), is(decision));
        assertThat(
                answer(List.of(decision("1.2.0", Verdict.KEPT, "a\nb\u001b[2J")))
                        .get(0)
                        .getReason()
                        .lines()
                        .count(),
                is(1L));
    }

    @Test
    public void nothingElseIsKept() {
        refused(List.of("1.2.0"));
        refused(Collections.singletonList(null));
        refused(List.of(decision("2.0.0", Verdict.KEPT, "")));
        refused(List.of(decision("<b>", Verdict.KEPT, "")));
        refused(List.of(decision(null, Verdict.KEPT, "")));
        refused(List.of(decision("1.2.0", null, "")));
        refused(List.of(decision("1.2.0", Verdict.KEPT, null)));
        refused(Collections.nCopies(150_001, decision("1.2.0", Verdict.KEPT, "")));
        refused(List.of(new Decision(3, "1.2.0", Instant.MAX, null, -1, 0, Verdict.KEPT, "")));
        refused(List.of(new Decision(3, "1.2.0", null, Instant.MIN, -1, 0, Verdict.KEPT, "")));
        refused(List.of(new Decision(3, "1.2.0", null, null, -2, 0, Verdict.KEPT, "")));
        refused(List.of(new Decision(3, "1.2.0", null, null, -1, Long.MIN_VALUE, Verdict.KEPT, "")));
    }

    @Test
    public void aPlanDeletesNothingAndKeepsToItsLimit() {
        refused(List.of(decision("1.2.0", Verdict.DELETED, "")));
        refused(Collections.nCopies(101, decision("1.2.0", Verdict.WOULD_BE_DELETED, "")));
    }

    @Test
    public void whatBecameOfAPlanIsAboutItsVersions() throws Exception {
        List<Decision> plan = List.of(decision("1.2.0", Verdict.WOULD_BE_DELETED, ""));
        List<Decision> done = List.of(decision("1.2.0", Verdict.DELETED, ""));
        assertThat(new CleanupAnswer(ASKED, plan, done).shown().get(0).getVerdict(), is("DELETED"));
        for (List<Decision> other :
                List.of(List.<Decision>of(), plan, List.of(decision("1.3.0", Verdict.DELETED, "")))) {
            assertThrows(AbortException.class, () -> new CleanupAnswer(ASKED, plan, other).shown());
        }
    }

    private static Decision decision(String version, Verdict verdict, String reason) {
        return new Decision(3, version, null, null, -1, 0, verdict, reason);
    }

    private static List<GenericPackageDecision> answer(List<?> told) throws AbortException {
        return new CleanupAnswer(ASKED, null, told).shown();
    }

    private static void refused(List<?> told) {
        assertThat(
                assertThrows(AbortException.class, () -> answer(told)).getMessage(),
                startsWith("The agent's answer is refused: "));
    }
}
