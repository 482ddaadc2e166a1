package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.Test;

public class LimitedExecutorTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final LimitedExecutor limited = new LimitedExecutor(threads::add, 2);

    @Test
    public void onlySoManyAtATimeInTheOrderInWhichTheyCame() {
        assertThat(limited.isIdle(), is(true));
        List.of("a", "b", "c", "d").forEach(each -> limited.execute(() -> done.add(each)));
        assertThat(threads.size(), is(2));
        assertThat(limited.isIdle(), is(false));
        threads.remove().run();
        assertThat(threads.size(), is(2));
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
        assertThat(done, is(List.of("a", "b", "c", "d")));
        assertThat(limited.isIdle(), is(true));
        limited.execute(() -> done.add("e"));
        assertThat(threads.size(), is(1));
    }

    @Test
    public void whatFailsGivesItsPlaceBack() {
        for (int i = 0; i < 3; i++) {
            limited.execute(() -> {
                throw new IllegalStateException("broken");
            });
        }
        for (int i = 0; i < 3; i++) {
            assertThrows(IllegalStateException.class, () -> threads.remove().run());
        }
        limited.execute(() -> done.add("a"));
        threads.remove().run();
        assertThat(done, is(List.of("a")));
    }
}
