package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken.State;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Who may do what, with which token in which header. */
public class AccessTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Test
    public void tokensHaveTheirOwnHeadersAndRights() throws Exception {
        calls.registry().addFile(7, "app", "1.0", "f", new byte[1]);
        assertThat(calls.as("PRIVATE-TOKEN", "wrong", PACKAGE + "f"), is("401 {\"message\":\"401 Unauthorized\"}"));
        assertThat(calls.as("PRIVATE-TOKEN", "gldt-stand-in", PACKAGE + "f"), startsWith("401"));
        assertThat(calls.as("PRIVATE-TOKEN", "outsider", PACKAGE + "f"), is("404 {\"message\":\"404 Not Found\"}"));
        assertThat(calls.as("PRIVATE-TOKEN", "narrow", PACKAGE + "f"), containsString("insufficient_scope"));
        assertThat(calls.as("DEPLOY-TOKEN", "gldt-stand-in", PACKAGE + "f"), startsWith("200"));
        assertThat(calls.as("JOB-TOKEN", "glcbt-stand-in", PACKAGE + "f"), startsWith("200"));
        assertThat(calls.as("Authorization", "Bearer glpat-stand-in", PACKAGE + "f"), startsWith("200"));
        assertThat(calls.as("Authorization", basic("any", "glpat-stand-in"), PACKAGE + "f"), startsWith("200"));
        assertThat(calls.as("Authorization", basic("any", "glcbt-stand-in"), PACKAGE + "f"), startsWith("401"));
        assertThat(
                calls.as("Authorization", basic("gitlab-ci-token", "glcbt-stand-in"), PACKAGE + "f"),
                startsWith("200"));
        assertThat(calls.as("Authorization", basic("ann", "password"), PACKAGE + "f"), startsWith("401"));
        assertThat(calls.as("X-None", "", PACKAGE + "f"), startsWith("401"));
        assertThat(
                calls.request("PUT", PACKAGE + "f", "x", "PRIVATE-TOKEN", "reader")
                        .body(),
                is("{\"message\":\"403 Forbidden\"}"));
    }

    @Test
    public void aTokenThatEndedIsSaidToHave() throws Exception {
        AcceptedToken expired = AcceptedToken.privateToken("old").withState(State.EXPIRED);
        calls.use(StandInRegistry.builder(calls.dir())
                .project(Project.ofPublic(7, "group/sub/app"))
                .token(expired)
                .token(AcceptedToken.privateToken("gone").withState(State.REVOKED))
                .token(AcceptedToken.deployToken("gldt-old").withState(State.EXPIRED)));
        calls.registry().addFile(7, "app", "1.0", "f", new byte[1]);
        assertThat(calls.as("PRIVATE-TOKEN", "old", PACKAGE + "f"), containsString("Token is expired"));
        assertThat(calls.as("PRIVATE-TOKEN", "gone", PROJECT), containsString("\"error\":\"invalid_token\""));
        // Whose deploy token is wrong is anybody.
        assertThat(calls.as("DEPLOY-TOKEN", "gldt-old", PACKAGE + "f"), startsWith("200"));
        assertThat(calls.as("DEPLOY-TOKEN", "gldt-wrong", PACKAGE + "f"), startsWith("200"));
    }

    @Test
    public void scopesBoundWhatATokenMay() throws Exception {
        calls.use(StandInRegistry.builder(calls.dir())
                .token(AcceptedToken.privateToken("reads").withScopes("read_api"))
                .token(AcceptedToken.privateToken("user").withScopes("read_user"))
                .token(AcceptedToken.deployToken("git").withScopes("read_repository")));
        assertThat(calls.as("PRIVATE-TOKEN", "reads", PROJECT), startsWith("200"));
        assertThat(put("PRIVATE-TOKEN", "reads"), containsString("insufficient_scope"));
        assertThat(calls.as("PRIVATE-TOKEN", "user", "/api/v4/metadata"), startsWith("200"));
        assertThat(calls.as("PRIVATE-TOKEN", "user", PROJECT), containsString("\"scope\":\"api read_api\""));
        assertThat(calls.as("DEPLOY-TOKEN", "git", PACKAGE + "f"), is("403 {\"message\":\"403 Forbidden\"}"));
    }

    private String put(String header, String token) throws Exception {
        return calls.request("PUT", PACKAGE + "f", "x", header, token).body();
    }

    @Test
    public void listsTakePrivateAndJobTokensOnly() throws Exception {
        assertThat(calls.as("JOB-TOKEN", "glcbt-stand-in", PROJECT), startsWith("200"));
        assertThat(calls.as("DEPLOY-TOKEN", "gldt-stand-in", PROJECT), startsWith("404"));
        assertThat(calls.as("Authorization", basic("x", "glpat-stand-in"), PROJECT), startsWith("404"));
        calls.registry().options().basicOnLists(true);
        assertThat(calls.as("Authorization", basic("x", "glpat-stand-in"), PROJECT), startsWith("200"));
        assertThat(calls.as("Authorization", basic("x", "gldt-stand-in"), PROJECT), startsWith("404"));
    }

    @Test
    public void strangersReadPublicProjects() throws Exception {
        calls.registry().addFile(8, "app", "1", "f", new byte[1]);
        String file = "/api/v4/projects/8/packages/generic/app/1/f";
        assertThat(calls.as("X-None", "", file), startsWith("200"));
        assertThat(calls.as("Authorization", basic("bob", "wrong"), file), startsWith("200"));
        assertThat(calls.as("PRIVATE-TOKEN", "wrong", file), startsWith("401"));
        assertThat(calls.as("X-None", "", "/api/v4/projects/open/packages"), startsWith("200"));
        assertThat(calls.request("PUT", file, "x", "X-None", "").statusCode(), is(401));
    }

    private static String basic(String user, String password) {
        String pair = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
