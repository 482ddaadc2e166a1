package io.jenkins.plugins.gitlabgenericpackages.client;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ListingTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void versionsAreThoseOfThatName() throws Exception {
        handoff.store("f", "x");
        handoff.registry().addFile(7, "app", "2.0", "f", new byte[1]);
        handoff.registry().addFile(7, "app-extra", "3.0", "f", new byte[1]);
        assertEquals(
                List.of("1.0", "2.0"),
                handoff.client().versions("app").stream()
                        .map(RemotePackage::version)
                        .sorted()
                        .toList());
    }

    @Test
    public void aNameThatGitLabWouldRefuseIsNotAskedFor() {
        assertThrows(InvalidRequestException.class, () -> handoff.client().versions("a b"));
        assertEquals(List.of(), handoff.registry().requests().all());
    }

    @Test
    public void ofOneNameTheNewestFileComesLast() throws Exception {
        handoff.store("d%2Ff", "old");
        handoff.store("d%2Ff", "newest");
        assertEquals(
                List.of("d/f 3", "d/f 6"),
                handoff.client().files(Handoff.APP_SOURCE).stream()
                        .map(file -> file.name() + " " + file.content().size().getAsLong())
                        .toList());
        assertEquals(List.of(), handoff.client().files(PackageSource.of("app", "2.0")));
    }
}
