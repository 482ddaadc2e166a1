package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.PROJECT;
import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.TAG;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What GitLab refuses of a release, and what is said then. */
public class RefusedReleaseTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private ReleaseScene scene;

    @Before
    public void aPackage() {
        handoff.retries = 0;
        scene = new ReleaseScene(handoff);
        scene.store("1.0", "app.zip");
    }

    private String message() {
        return Handoff.message(scene::run);
    }

    @Test
    public void aNameWithoutWildcardsThatIsNotThereIsSaid() throws Exception {
        scene.includes = "app.zip, b.zip, sub/c.zip";
        assertThat(
                message(), is("No file of app 1.0 matches 'b.zip', 'sub/c.zip' (set allowEmpty if that is all right)"));
        assertEquals(0, handoff.requests(Route.CREATE_RELEASE));
    }

    @Test
    public void aMissingTag() {
        assertThat(
                message(),
                containsString("status 422: Ref is not specified. There is no such tag: push it first, or say by 'ref'"
                        + " what it is made from"));
        scene.ref = "nowhere";
        assertThat(message(), containsString("status 400: Target nowhere is invalid"));
    }

    @Test
    public void aProtectedTagAlsoWhereItIsThere() throws Exception {
        scene.releases().tag(PROJECT, TAG).protectTag("v*", Role.OWNER);
        assertThat(
                message(),
                allOf(
                        containsString("You are not allowed to create this tag as it is protected"),
                        containsString("has to be allowed to create that tag"),
                        not(containsString(".."))));
        assertNull(scene.release());
    }

    @Test
    public void aReleaseWhoseTagWasProtectedSince() throws Exception {
        scene.releases().tag(PROJECT, TAG);
        scene.run();
        scene.releases().protectTag("v*", Role.OWNER);
        scene.store("1.0", "new.zip");
        assertThat(
                message(),
                allOf(containsString("could not add the link new.zip"), containsString("the tag is protected")));
        scene.details = new ReleaseDetails("Another", "", "", "");
        assertThat(message(), containsString("could not change the release v1.0"));
    }

    @Test
    public void aMilestoneThatIsNone() {
        scene.releases().tag(PROJECT, TAG);
        scene.details = new ReleaseDetails("", "", "", "1.0, 2.0");
        assertThat(message(), containsString("status 400: Milestone(s) not found: 1.0, 2.0"));
    }

    @Test
    public void aTagThatIsThereThoughTheReleaseIsNot() {
        scene.ref = "main";
        handoff.fault(
                Fault.status(400, "application/json", "{\"message\":\"Validation failed: Links url is blocked\"}"),
                Route.CREATE_RELEASE);
        assertThat(message(), containsString("The tag v1.0 is there now: GitLab makes it first"));
    }

    @Test
    public void aRoleThatIsTooLow() throws Exception {
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry"))
                .token(AcceptedToken.privateToken("glpat-stand-in").withRole(Role.REPORTER)));
        scene.releases().tag(PROJECT, TAG);
        assertThat(
                message(), allOf(containsString("Developer to release"), containsString("Sent with an access token")));
    }

    @Test
    public void aPermissionThatTheTokenLacks() throws Exception {
        Project project = Project.DEFAULT.allowingJobsOf(9, Set.of("read_packages", "read_releases"));
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry"))
                .project(project)
                .token(AcceptedToken.JOB.fromProject(9))
                .token(AcceptedToken.PRIVATE.withPermissions("read_package", "read_release")));
        scene.releases().tag(PROJECT, TAG);
        assertThat(message(), containsString("insufficient_granular_scope (Access denied:"));
        assertThat(message(), containsString("[create_release]"));
        handoff.token = Token.of("glcbt-stand-in", TokenType.AUTO);
        assertThat(message(), containsString("token permission is required: admin_releases"));
    }

    @Test
    public void aLinkThatGitLabDoesNotTake() throws Exception {
        scene.releases().tag(PROJECT, TAG);
        scene.run();
        scene.store("1.0", "new.zip");
        handoff.fault(Fault.status(400, "application/json", "{\"message\":[\"Url is blocked\"]}"), Route.CREATE_LINK);
        assertThat(
                message(),
                allOf(
                        containsString("could not add the link new.zip"),
                        containsString("status 400: [\"Url is blocked")));
        assertEquals(1, scene.links().size());
    }

    @Test
    public void aProjectThatIsNotThere() {
        handoff.projectId = "group/none";
        scene.version = "";
        assertThat(message(), containsString("There is no such project (projectId)"));
    }

    @Test
    public void aDeployToken() {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        assertThat(message(), containsString("GitLab lets no deploy token make a release"));
        assertEquals(0, handoff.registry().requests().all().size());
    }

    @Test
    public void aReleaseThatIsNeverLeftAlone() throws Exception {
        scene.releases().tag(PROJECT, TAG);
        handoff.fault(Fault.status(409), Route.CREATE_RELEASE).always();
        assertThat(message(), containsString("409"));
        assertTrue(handoff.requests(Route.CREATE_RELEASE) <= 5);
    }

    /** As git check-ref-format has it, and no line of a log can be forged. */
    @Test
    public void aNameThatNoTagCanHave() {
        for (String tag : List.of("v1", "release/2.0", "v1@2", "@", "a.b/c", "x.locked", "]", "{}", "-x", "v\u00fc")) {
            ReleaseRequest.checkTagName(tag);
        }
        for (String tag : List.of(
                "",
                " ",
                "v 1",
                "v1..2",
                "/v1",
                "v1/",
                "a//b",
                "a~b",
                "a^b",
                "a:b",
                "a?b",
                "a*b",
                "a[b",
                "a\\b",
                "a@{b",
                ".a",
                "a/.b",
                "a.",
                "a.lock",
                "a.lock/b",
                "a\u007fb",
                "v1\n",
                "\nv1",
                "v1\nForged: line",
                "v1\nForged: line\nAnother",
                "v1\u0085x",
                "v1\u2028x",
                "a".repeat(1025))) {
            InvalidRequestException refused =
                    assertThrows(tag, InvalidRequestException.class, () -> ReleaseRequest.checkTagName(tag));
            assertEquals(1, refused.getMessage().lines().count());
            assertTrue(refused.getMessage().length() < 200);
        }
    }

    @Test
    public void whatCannotWorkIsRefusedBeforeAnythingIsAsked() {
        scene.packageProjectId = "app";
        assertThat(
                assertThrows(InvalidRequestException.class, scene::run).getMessage(),
                containsString("packageProjectId 'app' is neither"));
        assertEquals(0, handoff.registry().requests().all().size());
        scene.packageProjectId = "";
        scene.includes = "a;b";
        assertThrows(InvalidRequestException.class, scene::request);
        scene.version = "";
        scene.includes = "*.zip";
        assertThrows(InvalidRequestException.class, scene::request);
        assertThrows(InvalidRequestException.class, () -> new ReleaseDetails("", "", "2026-03-15", ""));
    }
}
