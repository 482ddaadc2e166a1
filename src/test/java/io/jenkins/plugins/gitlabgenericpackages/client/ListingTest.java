package io.jenkins.plugins.gitlabgenericpackages.client;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
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
    public void theNewestThatFitAreReadInAsFewPagesAsHoldThem() throws Exception {
        for (int i = 0; i < 150; i++) {
            handoff.registry().addFile(7, "app", "1." + i + ".0", "f", new byte[1]);
            handoff.registry().addFile(7, "app", "2." + i + ".0", "f", new byte[1]);
        }
        // Every second one fits: fifty are on a page. The last of a page must be older than the last that is wanted.
        assertEquals(1, pagesFor("1.x", 25));
        assertEquals(2, pagesFor("1.x", 51));
        assertEquals(3, pagesFor("1.x", 151));
        assertEquals(3, pagesFor("3.x", 2));
        assertEquals(1, pagesFor("latest", 51));
    }

    private int pagesFor(String rule, int count) throws Exception {
        handoff.registry().requests().clear();
        long fitting = handoff.client()
                .versions(new VersionQuery(PackageSource.of("app", rule), Order.CREATED, count - 1))
                .matching(Order.CREATED)
                .size();
        assertEquals(rule.equals("3.x") ? 0 : Math.min(count, 150), Math.min(fitting, count));
        return handoff.registry().requests().all().size();
    }

    @Test
    public void oneVersionIsAskedForAlone() throws Exception {
        for (int i = 0; i < 250; i++) {
            handoff.registry().addFile(7, "app", "1.0." + i, "f", new byte[1]);
        }
        for (Order order : Order.values()) {
            handoff.registry().requests().clear();
            assertEquals(
                    "1.0.7",
                    handoff.client()
                            .versions(new VersionQuery(PackageSource.of("app", "1.0.7"), order, 50))
                            .matching(order)
                            .get(0)
                            .version());
            assertEquals(1, handoff.registry().requests().all().size());
        }
        VersionChoice none =
                handoff.client().versions(new VersionQuery(PackageSource.of("app", "9.9"), Order.SEMVER, 50));
        assertEquals(List.of(), none.matching(Order.SEMVER));
        assertEquals("There is no version 9.9 of the package app that the token may see", none.nothing("app"));
    }

    @Test
    public void aNameThatGitLabWouldRefuseIsNotAskedFor() {
        assertThrows(InvalidRequestException.class, () -> handoff.client().versions("a b"));
        assertEquals(List.of(), handoff.registry().requests().all());
    }

    @Test
    public void aDeployTokenIsToldThatItListsNothing() {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO).from("the variable DEPLOY_TOKEN");
        for (ThrowingRunnable list : List.<ThrowingRunnable>of(
                () -> handoff.client().versions("app"),
                () -> handoff.client().files(Handoff.APP_SOURCE),
                () -> handoff.client().newest("app", soFar -> true))) {
            assertEquals(
                    "Failed to list the package app: GitLab lists no versions for this token (the variable DEPLOY_TOKEN,"
                            + " as a deploy token): use an access token, with the scope read_api and the role Reporter",
                    message(list));
        }
        assertEquals(List.of(), handoff.registry().requests().all());
    }

    @Test
    public void theNewestAreReadAsFarAsIsEnough() throws Exception {
        for (int i = 1; i <= 250; i++) {
            handoff.registry().addFile(7, i % 2 == 0 ? "app" : "my-app", "1.0." + i, "f", new byte[1]);
        }
        ListedPackages first = handoff.client().newest("app", soFar -> true);
        assertEquals(100, first.packages().size());
        assertFalse(first.all());
        assertEquals("1.0.250", first.named("app").get(0).version());
        assertEquals(50, first.named("app").size());
        assertEquals(1, handoff.requests(Route.LIST_PACKAGES));
        assertEquals(
                200,
                handoff.client()
                        .newest("app", soFar -> soFar.size() > 150)
                        .packages()
                        .size());
        ListedPackages all = handoff.client().newest("app", soFar -> false);
        assertEquals(250, all.packages().size());
        assertTrue(all.all());
        assertTrue(handoff.client().newest("other", soFar -> true).all());
        assertThrows(InvalidRequestException.class, () -> handoff.client().newest("a b", soFar -> true));
    }

    @Test
    public void aListedPackageTellsItsFiles() throws Exception {
        handoff.store("f", "x");
        RemotePackage found = handoff.client().find(Handoff.APP).get(0);
        assertEquals(handoff.projectId, found.webPath().split("/-/")[0].substring(1));
        assertEquals("f", handoff.client().files(found).get(0).name().value());
        assertEquals(List.of(), handoff.client().find(new GenericPackage("app", "2.0")));
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
