package io.jenkins.plugins.gitlabgenericpackages.client.retention;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.RetentionTable;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseDetails;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredPackage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Deletions against the stand-in; first the accidents of others. */
public class CleanupTest {
    private static final long PROJECT = Project.DEFAULT.id();

    @Rule
    public final Timeout timeout = new Timeout(120, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private RetentionRule rule = keep(2);

    private static RetentionRule keep(int count) {
        return new RetentionRule("app", null, Order.SEMVER, count, 0, List.of(), true, 100);
    }

    @Before
    public void versions() {
        handoff.retries = 0;
        store("1.9.0", "1.10.0", "1.11.0");
    }

    private void store(String... versions) {
        for (String version : versions) {
            handoff.registry().addFile(PROJECT, "app", version, "app.zip", version.getBytes());
        }
    }

    private List<Decision> run() throws Exception {
        return handoff.client().cleanUp(rule, Map.of(), plan());
    }

    private List<Decision> plan() throws Exception {
        return handoff.client().planCleanup(rule, Map.of());
    }

    private List<String> left() {
        return handoff.registry().packages(PROJECT).stream()
                .filter(each -> !each.status().equals(StoredPackage.PENDING_DESTRUCTION))
                .map(each -> each.key().version())
                .toList();
    }

    private static String words(List<Decision> decisions) {
        return String.join(
                ", ",
                decisions.stream()
                        .map(each -> each.version() + " " + each.verdict()
                                + (each.reason().isEmpty() ? "" : " (" + each.reason() + ")"))
                        .toList());
    }

    /** snok/container-retention-policy 95: a dry run that is not what happens. */
    @Test
    public void aDryRunDeletesNothingAndSaysTheSame() throws Exception {
        List<Decision> plan = plan();
        assertEquals(
                "1.11.0 KEPT (the newest), 1.10.0 KEPT (among the 2 highest), 1.9.0 WOULD_BE_DELETED", words(plan));
        assertEquals(1, plan.get(2).files());
        assertEquals(5, plan.get(2).size());
        assertEquals(0, handoff.requests(Route.DELETE_PACKAGE));
        List<Decision> done = handoff.client().cleanUp(rule, Map.of(), plan);
        assertEquals("1.11.0 KEPT (the newest), 1.10.0 KEPT (among the 2 highest), 1.9.0 DELETED", words(done));
        assertEquals(List.of("1.10.0", "1.11.0"), left());
    }

    /** delete-package-versions 13 and 21, winget-releaser 323. */
    @Test
    public void textOrderDoesNotDeleteTheNewest() throws Exception {
        rule = keep(1);
        run();
        assertEquals(List.of("1.11.0"), left());
    }

    /** harbor 22026: a rule that was made for one repository empties another. */
    @Test
    public void nothingOfAnotherPackageIsTouched() throws Exception {
        for (String other : new String[] {"app2", "ap", "App"}) {
            handoff.registry().addFile(PROJECT, other, "0.1", "app.zip", new byte[1]);
        }
        rule = keep(1);
        run();
        assertEquals(List.of("1.11.0", "0.1", "0.1", "0.1"), left());
    }

    /** python-gitlab 2268: whoever deletes while paging skips every second page. */
    @Test
    public void everyPageIsReadBeforeAnythingIsDeleted() throws Exception {
        IntStream.rangeClosed(1, 250).forEach(i -> store("2." + i + ".0"));
        rule = new RetentionRule("app", null, Order.SEMVER, 3, 0, List.of(), true, 1000);
        run();
        assertEquals(List.of("2.248.0", "2.249.0", "2.250.0"), left());
        assertEquals(250, handoff.requests(Route.DELETE_PACKAGE));
    }

    @Test
    public void thousandsOfVersionsTakeAFewRequestsForEachThatGoes() throws Exception {
        IntStream.rangeClosed(1, 2497).forEach(i -> store("2." + i + ".0"));
        rule = new RetentionRule("app", null, Order.SEMVER, 10, 0, List.of(), true, 100);
        run();
        int lists = 2 * 25;
        int releases = 2;
        assertTrue(
                "requests: " + handoff.registry().requests().all().size(),
                handoff.registry().requests().all().size() <= lists + releases + 4 * 100);
        assertEquals(2400, left().size());
    }

    /** nexus 413: what is in use is not seen to be. A download between the look and the deletion counts. */
    @Test
    public void whatIsDownloadedMeanwhileStays() throws Exception {
        List<Decision> plan = plan();
        handoff.client()
                .download(
                        handoff.workspace(),
                        DownloadRequest.of(PackageSource.of("app", "1.9.0"), Handoff.all("in"), "", ""));
        assertThat(
                words(handoff.client().cleanUp(rule, Map.of(), plan)),
                containsString("1.9.0 KEPT (changed or downloaded meanwhile)"));
    }

    /** nexus 400: a package that is not built for long loses its only version. */
    @Test
    public void theOnlyVersionStaysHoweverOldItIs() throws Exception {
        handoff.registry().addFile(PROJECT, "old", "1.0", "a", new byte[1]);
        rule = new RetentionRule("old", null, Order.SEMVER, 0, 1, List.of(), true, 100);
        run();
        assertTrue(left().contains("1.0"));
    }

    /** delete-package-versions: a filter that empties what is to be kept. */
    @Test
    public void aRuleOfVersionsCountsOnlyThose() throws Exception {
        store("2.0.0", "2.1.0");
        rule = new RetentionRule("app", new VersionRule("1.x"), Order.SEMVER, 1, 0, List.of(), true, 100);
        run();
        assertEquals(List.of("1.11.0", "2.0.0", "2.1.0"), left());
    }

    /** snok/container-retention-policy 43, 95, 97: a part of what is kept goes. */
    @Test
    public void whatAReleaseLinksStays() throws Exception {
        release("v1.9", "1.9.0");
        assertThat(words(plan()), containsString("1.9.0 KEPT (release v1.9)"));
    }

    /** A GitLab may have several names, and a project may have had another: whatever leads to a version keeps it. */
    @Test
    public void aLinkCountsHoweverItNamesTheGitLabAndTheProject() throws Exception {
        release("v1.11", "1.11.0");
        String api = handoff.gitlabUrl + "/api/v4/projects/";
        String page = handoff.gitlabUrl + "/group/sub/app/-/";
        List<String> urls = List.of(
                api + PROJECT + "/packages/generic/app/VERSION/app.zip",
                "https://gitlab.example.com/api/v4/projects/7/packages/generic/app/VERSION/app.zip",
                "HTTP://LOCALHOST/api/v4/projects/old%2Fapp/packages/generic/%61pp/VERSION/app.zip",
                handoff.gitlabUrl + "//api/v4/projects/7/packages/generic/app/VERSION/a/b.zip#x",
                api + "7/packages/generic/app/VERSION/app.zip?a=b",
                page + "package_files/FILE/download",
                api + "7/packages/PACKAGE/package_files/FILE/download",
                page + "packages/PACKAGE");
        for (int i = 0; i < urls.size(); i++) {
            String version = "0." + i + ".0";
            store(version);
            StoredFile file = handoff.registry().files(PROJECT, "app", version).get(0);
            String url = urls.get(i)
                    .replace("VERSION", version)
                    .replace("FILE", String.valueOf(file.id()))
                    .replace("PACKAGE", String.valueOf(file.packageId()));
            handoff.registry().releases().addLink(PROJECT, "v1.11", "link " + i, url);
        }
        store("3.0.0");
        String plan = words(plan());
        for (int i = 0; i < urls.size(); i++) {
            assertThat(urls.get(i), plan, containsString("0." + i + ".0 KEPT (release v1.11)"));
        }
        assertThat(plan, containsString("1.9.0 WOULD_BE_DELETED"));
    }

    /** In a list GitLab may show a release as it was five minutes ago. */
    @Test
    public void aLinkThatTheListDoesNotShowYetCounts() throws Exception {
        release("v1.11", "1.11.0");
        List<Decision> plan = plan();
        assertTrue(plan.get(2).goes());
        handoff.registry()
                .releases()
                .addLink(
                        PROJECT,
                        "v1.11",
                        "old",
                        handoff.gitlabUrl + "/api/v4/projects/" + PROJECT + "/packages/generic/app/1.9.0/app.zip");
        assertThat(words(handoff.client().cleanUp(rule, Map.of(), plan)), containsString("1.9.0 KEPT (release v1.11)"));
    }

    private void release(String tag, String version) throws Exception {
        handoff.registry().releases().tag(PROJECT, tag);
        handoff.client()
                .release(new ReleaseRequest(
                        tag,
                        "",
                        new ReleaseDetails("", "", "", ""),
                        List.of(),
                        PackageSource.of("app", version),
                        "",
                        FileSelection.ofPackage("", "", false),
                        false));
    }

    @Test
    public void releasesThatMayNotBeReadDeleteNothing() throws Exception {
        handoff.fault(Fault.status(403), Route.LIST_RELEASES);
        assertThat(Handoff.message(this::run), containsString("it is not known which versions are released"));
        assertEquals(3, left().size());
    }

    @Test
    public void whatSomebodyAddsMeanwhileStays() throws Exception {
        List<Decision> plan = plan();
        handoff.registry().addFile(PROJECT, "app", "1.9.0", "another.zip", new byte[1]);
        assertThat(
                words(handoff.client().cleanUp(rule, Map.of(), plan)),
                containsString("1.9.0 KEPT (changed or downloaded meanwhile)"));
    }

    @Test
    public void aProtectedPackageStays() throws Exception {
        handoff.registry().rules().protectDeletion("app", Role.OWNER);
        store("1.8.0", "3.0.0");
        List<Decision> done = run();
        assertThat(words(done), containsString("1.9.0 REFUSED (status 403: "));
        assertEquals(5, left().size());
        assertEquals(3, handoff.requests(Route.DELETE_PACKAGE));
    }

    @Test
    public void aPlanThatBrokeOffIsNeverExceeded() throws Exception {
        store("1.1.0", "1.2.0", "1.3.0", "1.4.0");
        rule = new RetentionRule("app", null, Order.SEMVER, 1, 0, List.of(), true, 2);
        List<Decision> plan = plan();
        handoff.fault(Fault.html(502).after(1), Route.DELETE_PACKAGE);
        assertThat(
                words(handoff.client().cleanUp(rule, Map.of(), plan)),
                containsString("1.10.0 FAILED (Failed to clean up app: could not delete app 1.10.0"));
        assertEquals(6, left().size());
        handoff.registry().destroyDeleted();
        List<Decision> done = handoff.client().cleanUp(rule, Map.of(), plan);
        assertThat(words(done), containsString("1.10.0 DELETED, 1.9.0 GONE"));
        assertEquals(5, left().size());
    }

    /** It may be hidden: nobody can say that it was deleted. */
    @Test
    public void whatIsNotListedAnyMoreIsNotToldAsDeleted() throws Exception {
        List<Decision> plan = plan();
        handoff.registry().packageStatus(PROJECT, "app", "1.9.0", "hidden");
        List<Decision> done = handoff.client().cleanUp(rule, Map.of(), plan);
        assertThat(words(done), containsString("1.9.0 GONE"));
        assertEquals(
                "3 versions of app: 0 deleted (0 B), 1 not there any more",
                new RetentionTable(rule, done, false).summary());
    }

    @Test
    public void longReleaseNotesKeepNobodyFromCleaningUp() throws Exception {
        for (int i = 0; i < 120; i++) {
            String tag = "t" + i;
            handoff.registry().releases().tag(PROJECT, tag);
            handoff.client()
                    .release(new ReleaseRequest(
                            tag,
                            "",
                            new ReleaseDetails("", "long ".repeat(10_000), "", ""),
                            List.of(),
                            PackageSource.of("app", "1.11.0"),
                            "",
                            FileSelection.ofPackage("", "", false),
                            false));
        }
        assertThat(words(plan()), containsString("1.9.0 WOULD_BE_DELETED"));
    }

    @Test
    public void aLostAnswerIsNoFailure() throws Exception {
        handoff.retries = 1;
        handoff.fault(Fault.loseAnswer(), Route.DELETE_PACKAGE);
        assertThat(words(run()), containsString("1.9.0 DELETED"));
    }

    @Test
    public void whoMayNotDeleteIsToldWhatItTakes() throws Exception {
        store("1.8.0", "3.0.0");
        handoff.fault(Fault.status(403), Route.DELETE_PACKAGE);
        List<Decision> done = run();
        assertThat(
                new RetentionTable(rule, done, false).failure().orElseThrow(), containsString("Maintainer to delete"));
        assertThat(words(done), containsString("KEPT (not reached)"));
    }
}
