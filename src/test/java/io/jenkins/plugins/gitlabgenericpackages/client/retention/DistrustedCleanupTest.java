package io.jenkins.plugins.gitlabgenericpackages.client.retention;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.RetentionTable;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseDetails;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Whatever a proxy answers with 404: no release and no package is gone by its word. */
public class DistrustedCleanupTest {
    private static final long PROJECT = Project.DEFAULT.id();
    private static final RetentionRule RULE = new RetentionRule("app", null, Order.SEMVER, 1, 0, List.of(), true, 100);

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Before
    public void versions() {
        handoff.retries = 0;
        for (String version : List.of("1.0", "2.0")) {
            handoff.registry().addFile(PROJECT, "app", version, "app.zip", new byte[1]);
        }
    }

    @Test
    public void aReleaseThatIsSaidToBeGoneByAProxyKeepsItsVersion() throws Exception {
        List<Decision> plan = handoff.client().planCleanup(RULE, Map.of());
        handoff.client()
                .release(new ReleaseRequest(
                        "v1",
                        "main",
                        new ReleaseDetails("", "", "", ""),
                        List.of(),
                        PackageSource.of("app", "1.0"),
                        "",
                        FileSelection.ofPackage("", "", false),
                        false));
        fails(plan, Route.RELEASE, "could not look for the release v1");
    }

    @Test
    public void aVersionThatIsSaidToBeGoneByAProxyIsNotToldAsDeleted() throws Exception {
        List<Decision> plan = handoff.client().planCleanup(RULE, Map.of());
        fails(plan, Route.LIST_FILES, "could not list the files of app 1.0");
        fails(plan, Route.DELETE_PACKAGE, "could not delete app 1.0");
    }

    private void fails(List<Decision> plan, Route route, String message) throws Exception {
        handoff.fault(Fault.html(404), route);
        assertThat(told(plan), containsString(message));
        assertEquals(2, handoff.registry().packages(PROJECT).size());
    }

    /** What keeps all from going is thrown; what ends it in the middle is told with what was done until then. */
    private String told(List<Decision> plan) throws Exception {
        try {
            List<Decision> done = handoff.client().cleanUp(RULE, Map.of(), plan);
            return new RetentionTable(RULE, done, false).failure().orElseThrow();
        } catch (RegistryException e) {
            return e.getMessage();
        }
    }
}
