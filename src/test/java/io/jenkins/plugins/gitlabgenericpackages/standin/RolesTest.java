package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Visibility;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What roles and the visibility of a project let somebody do. */
public class RolesTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Test
    public void anInternalProjectIsOpenToUsers() throws Exception {
        calls.use(StandInRegistry.builder(calls.dir())
                .project(Project.of(7, "group/sub/app", Visibility.INTERNAL))
                .token(AcceptedToken.PRIVATE.seeingOnly(8L))
                .token(AcceptedToken.DEPLOY.seeingOnly(8L)));
        calls.registry().addFile(7, "app", "1.0", "f", new byte[1]);
        assertThat(calls.as("PRIVATE-TOKEN", "glpat-stand-in", PACKAGE + "f"), startsWith("200"));
        assertThat(put("PRIVATE-TOKEN", "glpat-stand-in"), is("{\"message\":\"403 Forbidden\"}"));
        assertThat(calls.as("DEPLOY-TOKEN", "gldt-stand-in", PACKAGE + "f"), startsWith("404"));
        assertThat(calls.as("X-None", "", PACKAGE + "f"), startsWith("401"));
    }

    @Test
    public void theDegreesBetweenGuestAndDeveloperRead() throws Exception {
        for (Role role : List.of(Role.GUEST, Role.PLANNER, Role.REPORTER, Role.SECURITY_MANAGER)) {
            calls.use(StandInRegistry.builder(calls.dir()).token(AcceptedToken.PRIVATE.withRole(role)));
            assertThat(calls.as("PRIVATE-TOKEN", "glpat-stand-in", PROJECT), startsWith("200"));
            assertThat(put("PRIVATE-TOKEN", "glpat-stand-in"), is("{\"message\":\"403 Forbidden\"}"));
        }
    }

    private String put(String header, String token) throws Exception {
        return calls.request("PUT", PACKAGE + "f", "x", header, token).body();
    }
}
