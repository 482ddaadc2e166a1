package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken.deployToken;
import static io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken.jobToken;
import static io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken.privateToken;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class AuthenticationTest {
    private static final Token PRIVATE = Token.of("glpat-stand-in", TokenType.AUTO);
    private static final Token DEPLOY = Token.of("gldt-stand-in", TokenType.AUTO);
    private static final Token JOB = Token.of("glcbt-stand-in", TokenType.AUTO);
    private static final Token JOB_LOGIN = Token.basic("gitlab-ci-token", "glcbt-stand-in");
    private static final Token DEPLOY_LOGIN = Token.basic("gitlab+deploy-token-1", "gldt-stand-in");
    private static final Token OLD_LOGIN = Token.basic("gitlab-ci-token", "job-stand-in");
    /** As long as a job token is that is a JWT. */
    private static final String LONG_JOB = "acme-glcbt-ey" + "j".repeat(8 * 1024) + ".stand-in";

    private static final Token USER = Token.basic("ann", "s3cret");

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Before
    public void knowManyTokens() throws Exception {
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry"))
                .project(Project.DEFAULT)
                .project(Project.ofPublic(8, "group/open"))
                .token(privateToken("glpat-stand-in"))
                .token(deployToken("gldt-stand-in"))
                .token(jobToken("glcbt-stand-in"))
                .token(jobToken("job-stand-in"))
                .token(privateToken("s3cret"))
                .token(privateToken("old-stand-in"))
                .token(deployToken("odd-stand-in"))
                .token(deployToken("acme-gldt-stand-in"))
                .token(jobToken(LONG_JOB))
                .token(privateToken("narrow-stand-in").withInsufficientScope())
                .token(privateToken("outsider-stand-in").seeingOnly(8L)));
        handoff.write("f", 1000);
    }

    @Test
    public void everyKindUploadsAndDownloadsOneFile() throws Exception {
        List<Token> all = List.of(
                PRIVATE,
                DEPLOY,
                JOB,
                JOB_LOGIN,
                OLD_LOGIN,
                DEPLOY_LOGIN,
                USER,
                Token.basic("anybody", "glpat-stand-in"),
                Token.of("old-stand-in", TokenType.AUTO),
                Token.of("odd-stand-in", TokenType.DEPLOY),
                Token.of("acme-gldt-stand-in", TokenType.AUTO),
                Token.of(LONG_JOB, TokenType.AUTO),
                Token.basic("gitlab-ci-token", LONG_JOB));
        int n = 0;
        for (Token token : all) {
            handoff.token = token;
            String name = "file" + n++;
            handoff.upload(one("f", name), IfExists.ADD);
            handoff.upload(one("f", name), IfExists.SKIP_IDENTICAL);
            handoff.download(one("in/" + name, name));
            assertArrayEquals(handoff.read("f"), handoff.read("in/" + name));
        }
        assertEquals(all.size(), handoff.stored().size());
    }

    @Test
    public void listsAreForAccessTokensAndJobTokens() throws Exception {
        handoff.store("f", "x");
        for (Token token : List.of(PRIVATE, JOB, JOB_LOGIN, Token.basic("anybody", "glpat-stand-in"))) {
            handoff.token = token;
            assertEquals(1, handoff.download(all("in")).size());
        }
        for (Token token : List.of(DEPLOY, DEPLOY_LOGIN, OLD_LOGIN, USER)) {
            handoff.token = token;
            assertThat(
                    message(() -> handoff.download(all("in"))),
                    allOf(containsString("has to list the package"), containsString(token.words())));
        }
        assertEquals(List.of("f", "in/f"), handoff.tree());
    }

    @Test
    public void aLoginListsWhereGitLabLetsIt() throws Exception {
        handoff.registry().options().basicOnLists(true);
        handoff.store("g", "x");
        handoff.token = OLD_LOGIN;
        assertEquals(1, handoff.download(all("in")).size());
    }

    @Test
    public void anybodyDownloadsFromAPublicProject() throws Exception {
        handoff.registry().addFile(8, "app", "1.0", "f", "open".getBytes());
        handoff.projectId = "8";
        handoff.token = Token.anonymous();
        handoff.download(all("in"));
        handoff.download(one("single", "f"));
        assertEquals("open", new String(handoff.read("in/f")));
        assertEquals("open", new String(handoff.read("single")));
        assertThat(
                message(() -> handoff.upload(one("f"), IfExists.ADD)),
                allOf(containsString("status 401: Unauthorized"), containsString("No token was sent")));
    }

    @Test
    public void aWrongTokenIsSaidWithItsKind() {
        handoff.token = Token.of("glpat-wrong", TokenType.AUTO);
        assertThat(
                message(() -> handoff.upload(one("f"), IfExists.ADD)),
                allOf(
                        containsString("Failed to upload app 1.0: could not list the package app at http://127.0.0.1"),
                        containsString("/api/v4/projects/group%2Fsub%2Fapp/packages:"),
                        containsString("status 401: Unauthorized. Sent with an access token: check that the token")));
        assertThat(message(() -> handoff.upload(one("f"))), containsString("status 401"));
        assertThat(message(() -> handoff.download(one("g", "f"))), containsString("status 401"));
        handoff.token = Token.of("gldt-wrong", TokenType.AUTO);
        assertThat(message(() -> handoff.download(one("g", "f"))), containsString("Sent with a deploy token"));
        assertEquals(4, handoff.registry().requests().all().size());
    }

    @Test
    public void aNarrowScopeIsNamed() {
        handoff.token = Token.of("narrow-stand-in", TokenType.AUTO);
        for (IfExists policy : List.of(IfExists.ADD, IfExists.SKIP_IDENTICAL, IfExists.FAIL)) {
            assertThat(
                    message(() -> handoff.upload(one("f"), policy)),
                    allOf(containsString("status 403: insufficient_scope (The"), containsString("'api'")));
        }
        assertThat(message(() -> handoff.download(one("g", "f"))), containsString("'read_package_registry'"));
        assertEquals(List.of(), handoff.stored());
    }

    @Test
    public void anInvisibleProjectIsNotToldFromAMissingOne() {
        handoff.token = Token.of("outsider-stand-in", TokenType.AUTO);
        String hint = "There is no such project (projectId), or this token may not see it. Sent with an access token";
        for (String project : List.of("7", "no/such")) {
            handoff.projectId = project;
            for (String message : List.of(
                    message(() -> handoff.upload(one("f"))),
                    message(() -> handoff.upload(one("f"), IfExists.ADD)),
                    message(() -> handoff.download(one("g", "f"))),
                    message(() -> handoff.download(all("in"))))) {
                assertThat(message, allOf(containsString("status 404"), containsString(hint)));
            }
        }
    }
}
