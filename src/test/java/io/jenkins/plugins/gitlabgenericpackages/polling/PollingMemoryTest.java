package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.Test;

public class PollingMemoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:30Z");

    @Test
    public void whatIsBehindTheReadPartOfAListIsSeenToo() {
        SeenIds part = SeenIds.of(new ListedPackages(List.of(version(90), version(70), version(80)), false));
        assertTrue(part.contains(80) && part.contains(69) && part.contains(1));
        assertFalse(part.contains(71) || part.contains(91));
        SeenIds all = SeenIds.of(new ListedPackages(List.of(version(90), version(70)), true));
        assertFalse(all.contains(69));
        assertTrue(SeenIds.of(new ListedPackages(List.of(), true)).contains(0));
        assertFalse(SeenIds.of(new ListedPackages(List.of(), true)).contains(1));
    }

    @Test
    public void theOldestOfManyBecomeABound() {
        SeenIds seen = new SeenIds();
        LongStream.rangeClosed(1, 3 * SeenIds.MOST).map(i -> 2 * i).forEach(seen::add);
        assertTrue(seen.contains(2) && seen.contains(3) && seen.contains(6 * SeenIds.MOST));
        assertFalse(seen.contains(6 * SeenIds.MOST - 1) || seen.contains(6 * SeenIds.MOST + 1));
        seen.remove(6 * SeenIds.MOST);
        assertFalse(seen.contains(6 * SeenIds.MOST));
    }

    @Test
    public void nobodyWaitsInAnEndlessRow() {
        PollingMemory memory = new PollingMemory();
        for (int id = 2100; id > 100; id--) {
            assertThat(memory.await(new WaitingVersion(newVersion(id), NOW)), is(Optional.empty()));
        }
        WaitingVersion dropped =
                memory.await(new WaitingVersion(newVersion(4000), NOW)).orElseThrow();
        assertThat(dropped.version().getId(), is(101L));
        assertThat(memory.waiting().size(), is(2000));
    }

    @Test
    public void pausesGrowWithEachFailure() {
        PollingMemory memory = new PollingMemory();
        int[] minutes = {0, 2, 4, 5, 5};
        for (int each : minutes) {
            memory.failed(NOW, Duration.ZERO);
            assertThat(
                    memory.pausedUntil(),
                    is(each == 0 ? NOW : Instant.parse("2026-01-01T12:00:00Z").plus(Duration.ofMinutes(each))));
        }
        memory.succeeded();
        assertFalse(memory.isPaused(NOW));
        memory.failed(NOW, Duration.ofMinutes(10));
        assertThat(memory.pausedUntil(), is(NOW.plus(Duration.ofMinutes(10))));
        memory.failed(NOW, Duration.ofDays(10));
        assertThat(memory.pausedUntil(), is(NOW.plus(Duration.ofHours(1))));
        assertTrue(memory.isPaused(NOW.plusSeconds(3599)));
        assertFalse(memory.isPaused(NOW.plusSeconds(3600)));
    }

    @Test
    public void aPageIsBelowTheConfiguredAddress() {
        assertThat(
                page("https://gitlab.example.com/api/v4", "group/sub/app", "http://evil/-/packages/5"),
                is("https://gitlab.example.com/group/sub/app/-/packages/5"));
        assertThat(
                page("https://gitlab.example.com", "7", "/group/app/-/packages/5"),
                is("https://gitlab.example.com/group/app/-/packages/5"));
        assertThat(
                page("https://example.com/gitlab", "7", "/gitlab/group/app/-/packages/5"),
                is("https://example.com/gitlab/group/app/-/packages/5"));
        for (String path : new String[] {
            "",
            "//evil/-/packages/5",
            "javascript:alert(1)",
            "/group/app/-/packages/5?x",
            "/group/../app/-/packages/5",
            "/a\"onclick=x/b/-/packages/5",
            "/7/-/packages/5x"
        }) {
            assertThat(path, page("https://gitlab.example.com", "7", path), is(""));
        }
    }

    private static String page(String gitlab, String project, String path) {
        Registry registry = new Registry(gitlab, project, Token.anonymous());
        return NewVersion.of(new RemotePackage(5, "app", "1.0", "default", Optional.empty(), path), registry)
                .getPage();
    }

    private static NewVersion newVersion(long id) {
        return NewVersion.of(version(id), new Registry("https://gitlab.example.com", "7", Token.anonymous()));
    }

    private static RemotePackage version(long id) {
        return new RemotePackage(id, "app", "1." + id, "default", Optional.of(NOW), "");
    }
}
