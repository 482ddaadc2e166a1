package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class ListedPackagesTest {
    @Test
    public void theOrderIsTheOneOfTheirMoments() {
        assertTrue(ListedPackages.isNewestFirst(List.of()));
        assertTrue(ListedPackages.isNewestFirst(List.of(at(9), at(5), at(5), at(1))));
        assertFalse(ListedPackages.isNewestFirst(List.of(at(9), at(1), at(5))));
        assertFalse(ListedPackages.isNewestFirst(List.of(at(1), at(2))));
    }

    @Test
    public void onlyTheExactNameCounts() {
        List<RemotePackage> found = new ArrayList<>(List.of(at(1)));
        found.add(new RemotePackage(2, "my-app", "1", "default", Optional.empty(), ""));
        ListedPackages listed = new ListedPackages(found, true);
        assertEquals(List.of(at(1)), listed.named("app"));
        assertThrows(
                UnsupportedOperationException.class, () -> listed.packages().clear());
    }

    private static RemotePackage at(long second) {
        return new RemotePackage(1, "app", "1", "default", Optional.of(Instant.ofEpochSecond(second)), "");
    }
}
