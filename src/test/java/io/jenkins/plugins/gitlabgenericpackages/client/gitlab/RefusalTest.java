package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken.State;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Maintenance;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** GitLab's own words come first, and then a hint that fits or none. */
public class RefusalTest {
    private static final String READ_ONLY = "GitLab seems to be read-only";
    private static final String GENERAL = "role or scope is too low";

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Before
    public void haveAFile() throws Exception {
        handoff.write("f", 1000);
    }

    @Test
    public void aWrongProjectIsToldToATokenThatCannotList() {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.projectId = "group/none";
        String hint = "There is no such project (projectId), or this token may not see it. Sent with a deploy token";
        assertThat(
                message(() -> handoff.download(one("g", "f"))),
                allOf(containsString("status 404: Not Found. " + hint), not(containsString("Looked for"))));
        assertThat(message(() -> handoff.upload(one("f"))), containsString("status 404: Not Found. " + hint));
        assertEquals("no body is sent in vain", 0, handoff.requests(Route.UPLOAD));
    }

    @Test
    public void maintenanceIsWaitedForAsLongAsGitLabAsks() {
        handoff.registry().rules().maintenance(Maintenance.UNAVAILABLE);
        assertThat(
                upload(),
                allOf(
                        containsString("status 503"),
                        containsString("GitLab is overloaded, or it seems to be read-only")));
        assertEquals(
                Collections.nCopies(3, Duration.ofSeconds(60)),
                handoff.clock.waits().subList(0, 3));
        assertEquals(4, handoff.requests(Route.UPLOAD));
    }

    @Test
    public void readOnlyIsSaidHoweverGitLabSaysIt() {
        handoff.registry().rules().maintenance(Maintenance.FORBIDDEN);
        assertThat(
                upload(), allOf(containsString("on a read-only instance. " + READ_ONLY), not(containsString(GENERAL))));
        handoff.registry().rules().maintenance(Maintenance.REDIRECTED);
        assertThat(upload(), allOf(containsString("status 301. " + READ_ONLY), not(containsString("moved"))));
        assertEquals(List.of(), handoff.clock.waits());
    }

    @Test
    public void aFineGrainedTokenIsToldThePermissionThatItLacks() throws Exception {
        use(Project.DEFAULT, AcceptedToken.PRIVATE.withPermissions("read_package", "download_generic_package"));
        assertThat(
                upload(),
                allOf(
                        containsString("status 403: insufficient_granular_scope (Access denied:"),
                        containsString("[upload_generic_package].). Sent"),
                        endsWith(". Sent with an access token"),
                        not(containsString(GENERAL))));
    }

    @Test
    public void aJobTokenIsToldThePermissionThatItLacks() throws Exception {
        use(Project.DEFAULT.allowingJobsOf(9, Set.of("read_packages")), AcceptedToken.JOB.fromProject(9));
        handoff.token = Token.of("glcbt-stand-in", TokenType.AUTO);
        assertThat(
                upload(),
                allOf(
                        containsString("token permission is required: admin_packages. Sent"),
                        endsWith("Sent with a CI job token"),
                        not(containsString(GENERAL))));
    }

    @Test
    public void whyGitLabListsNothingIsSaid() throws Exception {
        use(Project.DEFAULT, AcceptedToken.PRIVATE.withPermissions("download_generic_package"));
        String reason = "status 403: insufficient_granular_scope (Access denied:";
        for (String message : List.of(
                message(() -> handoff.download(all("in"))),
                message(() -> handoff.upload(one("f"), IfExists.REPLACE)),
                message(() -> handoff.client()
                        .download(
                                handoff.workspace(),
                                DownloadRequest.of(PackageSource.of("app", "^1"), one("f"), "", ""))))) {
            assertThat(message, allOf(containsString(reason), containsString("[read_package].)")));
        }
    }

    @Test
    public void whatIsBeforeGitLabKeepsNoListBack() throws Exception {
        handoff.fault(Fault.html(403), Route.LIST_PACKAGES);
        assertThat(
                message(() -> handoff.download(all("in"))),
                allOf(containsString("could not list the package app at "), containsString("That is a page")));
    }

    @Test
    public void aJobOfAnotherProjectIsToldOfTheAllowlist() throws Exception {
        use(Project.DEFAULT, AcceptedToken.JOB.fromProject(9));
        handoff.token = Token.of("glcbt-stand-in", TokenType.AUTO);
        for (String message : List.of(upload(), message(() -> handoff.download(one("g", "f"))))) {
            assertThat(message, containsString("or the job's project is not on its allowlist (Settings"));
        }
        assertThat(
                message(() -> handoff.client().versions("app")),
                containsString("to app. The other project has to have the job's project on its allowlist"));
    }

    @Test
    public void aTokenThatHasEndedIsToldFromAWrongOne() throws Exception {
        for (State state : List.of(State.EXPIRED, State.REVOKED)) {
            use(Project.DEFAULT, AcceptedToken.PRIVATE.withState(state));
            assertThat(
                    upload(),
                    allOf(
                            containsString("status 401: invalid_token (Token "),
                            endsWith(". Sent with an access token: make a new one in GitLab")));
        }
    }

    @Test
    public void anArchivedProjectMayBeTheReason() throws Exception {
        use(Project.DEFAULT.asArchived(), AcceptedToken.PRIVATE);
        assertThat(upload(), containsString("the project is archived"));
    }

    @Test
    public void aProtectedPackageIsTold() {
        handoff.registry().rules().protectPush("app*", Role.OWNER);
        assertThat(upload(), containsString("Forbidden - Package protected. A protection rule"));
    }

    @Test
    public void ofTwoUploadsThatMakeOneVersionTheLaterTriesOnceMore() throws Exception {
        for (String reason : List.of("Package already exists", "Validation failed: Name has already been taken")) {
            handoff.fault(refused(reason), Route.UPLOAD);
            handoff.upload(one("f"), IfExists.ADD);
            handoff.fault(refused(reason).times(2), Route.UPLOAD);
            assertThat(upload(), allOf(containsString(reason), containsString("(2 attempts)")));
        }
        assertEquals(2, handoff.stored().size());
        assertEquals(8, handoff.requests(Route.UPLOAD));
    }

    private static Fault refused(String reason) {
        return Fault.status(400, "application/json", "{\"message\":\"400 Bad request - " + reason + "\"}");
    }

    private void use(Project project, AcceptedToken token) throws Exception {
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry"))
                .project(project)
                .token(token));
    }

    private String upload() {
        return message(() -> handoff.upload(one("f"), IfExists.ADD));
    }
}
