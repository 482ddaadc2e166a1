package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.LyingGitLab.wholePackage;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.LyingGitLab;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.RetentionRule;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.Timeout;

/** Lists that change while they are read: GitLab counts their pages from the start, so that what is deleted moves them. */
public class ChangingListTest {
    private static final String JSON = "200 OK\r\nContent-Type: application/json";

    private final Handoff handoff = new Handoff();
    private final LyingGitLab gitlab = new LyingGitLab(handoff);
    private final AtomicInteger requests = new AtomicInteger();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(new Timeout(120, TimeUnit.SECONDS))
            .around(handoff)
            .around(gitlab);

    @Test
    public void aFileThatAnotherOnePushedToThePageBeforeIsNotMissed() throws Exception {
        // File 1 is deleted between the two pages, so that file 101 is on the first one by then.
        serve(request -> request == 1 ? page(1, 100, 150) : request == 2 ? page(102, 150, 149) : whole(request, 2));
        assertListed(2, 150);
    }

    @Test
    public void anotherFileInPlaceOfADeletedOneIsNoticed() throws Exception {
        // The same number: 1 is deleted, and 151 came. GitLab tells a total at each page.
        serve(request -> request == 1 ? page(1, 100, 150) : request == 2 ? page(102, 151, 149) : whole(request, 2));
        assertListed(2, 150);
    }

    @Test
    public void aFileThatIsListedTwiceIsNoticed() throws Exception {
        // Newer ones come first in this list, and one came between the two pages. No totals are told.
        serve(request -> request == 1 ? page(1, 100, -1) : request == 2 ? page(100, 149, -1) : whole(request, -1));
        handoff.client().files(Handoff.APP_SOURCE);
        assertEquals(4, requests.get());
    }

    @Test
    public void aListThatNeverStaysTheSameIsAnError() throws Exception {
        serve(request -> request % 2 == 1 ? page(1, 100, 150 + request) : page(101, 150, 149 + request));
        assertThat(
                message(() -> handoff.download(wholePackage())),
                containsString("the list changed each time while it was read (10 times)"));
        assertEquals(20, requests.get());
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void aTotalThatIsMoreThanWhatCameIsNoticed() {
        serve(request -> page(1, 50, 51));
        assertThat(message(() -> handoff.download(wholePackage())), containsString("the list changed each time"));
    }

    @Test
    public void theNewestVersionsAreReadFromTheStartAgain() throws Exception {
        // 250 versions of another package come first. One of them is deleted after the first page was read.
        gitlab.answer("GET", "/packages?", peer -> {
            int request = requests.incrementAndGet();
            int page = request == 1 ? 1 : request == 2 ? 2 : (request - 2);
            int total = request == 1 ? 252 : 251;
            int first = (page - 1) * 100 + (request == 1 ? 0 : 1);
            String entries = IntStream.range(first, Math.min(252, first + 100))
                    .mapToObj(i -> "{\"id\":" + (1000 - i) + ",\"name\":\"" + (i < 250 ? "my-app" : "app")
                            + "\",\"version\":\"1." + i + "\",\"status\":\"default\",\"created_at\":\"2026-01-01T0"
                            + (9 - i / 50) + ":00:00Z\"}")
                    .collect(Collectors.joining(",", "[", "]"));
            peer.answer(JSON + "\r\nX-Total: " + total, entries);
        });
        assertEquals(
                List.of("1.250", "1.251"),
                handoff
                        .client()
                        .versions(new VersionQuery(PackageSource.of("app", "latest"), Order.CREATED, 1))
                        .matching(Order.SEMVER)
                        .stream()
                        .map(RemotePackage::version)
                        .toList());
        assertEquals(5, requests.get());
    }

    /** A release has no number, and GitLab sorts by a time that several may share: one may come twice, and another never. */
    @Test
    public void aReleaseThatIsListedTwiceIsNoticed() throws Exception {
        gitlab.answer(
                "GET",
                "/packages?",
                peer -> peer.answer(
                        JSON,
                        IntStream.rangeClosed(1, 3)
                                .mapToObj(i -> "{\"id\":" + i + ",\"name\":\"app\",\"version\":\"1." + i
                                        + ".0\",\"status\":\"default\",\"created_at\":\"2026-01-0" + i
                                        + "T00:00:00Z\"}")
                                .collect(Collectors.joining(",", "[", "]"))));
        gitlab.answer("GET", "/package_files?", peer -> peer.answer(JSON, "[]"));
        gitlab.answer("GET", "/releases?", peer -> {
            int request = requests.incrementAndGet();
            // At first the last one of the first page comes again, in place of the one that links 1.1.0.
            int first = request % 2 == 1 ? 1 : request == 2 ? 20 : 21;
            int last = request % 2 == 1 ? 20 : request == 2 ? 20 : 21;
            peer.answer(
                    JSON + "\r\nX-Total: 21",
                    IntStream.rangeClosed(first, last)
                            .mapToObj(i -> "{\"tag_name\":\"t" + i + "\",\"assets\":{\"links\":[{\"url\":\""
                                    + "https://gitlab.example.com/projects/7/packages/generic/app/1."
                                    + (i == 21 ? 1 : 3) + ".0/a\"}]}}")
                            .collect(Collectors.joining(",", "[", "]")));
        });
        RetentionRule one = new RetentionRule("app", null, Order.SEMVER, 1, 0, List.of(), true, 100);
        List<Decision> plan = handoff.client().planCleanup(one, Map.of());
        assertEquals("release t21", plan.get(2).reason());
        assertEquals(4, requests.get());
    }

    private void assertListed(int firstOfAllPages, int count) throws Exception {
        assertEquals(
                IntStream.range(firstOfAllPages, firstOfAllPages + count - 1)
                        .mapToObj(i -> "f" + i)
                        .toList(),
                handoff.client().files(Handoff.APP_SOURCE).stream()
                        .map(file -> file.name().value())
                        .toList());
        assertEquals(4, requests.get());
    }

    /** The list without file 1, as it stays from the third request on. */
    private static String whole(int request, int first) {
        int last = 150;
        int from = Math.max(1, first);
        int total = first < 0 ? -1 : last - from + 1;
        return request % 2 == 1 ? page(from, from + 99, total) : page(from + 100, last, total);
    }

    /** Answers the requests for the files in their order. */
    private void serve(IntFunction<String> answers) {
        gitlab.lists("[]");
        gitlab.answer("GET", "/package_files?", peer -> {
            String[] answer = answers.apply(requests.incrementAndGet()).split("\n", 2);
            peer.answer(answer[0].replace("|", "\r\n"), answer[1]);
        });
    }

    /** @param total what {@code X-Total} says, -1 for nothing */
    private static String page(int first, int last, int total) {
        String files = IntStream.rangeClosed(first, last)
                .mapToObj(i -> "{\"id\":" + i + ",\"file_name\":\"f" + i + "\",\"size\":1}")
                .collect(Collectors.joining(",", "[", "]"));
        return JSON.replace("\r\n", "|") + (total < 0 ? "" : "|X-Total: " + total) + "\n" + files;
    }
}
