package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The nginx of a default GitLab takes a whole body before anybody can refuse it: what can be known is known before. */
public class RefusedBeforeBodyTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Before
    public void behindNginx() throws Exception {
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry")).behindNginx());
        handoff.write("large", 3_000_000);
    }

    @Test
    public void aWrongTokenCostsNoBody() {
        for (TokenType type : new TokenType[] {TokenType.PRIVATE, TokenType.JOB, TokenType.DEPLOY}) {
            handoff.token = Token.of("wrong", type);
            assertNoBody("status 401");
        }
        handoff.token = Token.basic("deploy", "wrong");
        assertNoBody("status 401");
    }

    @Test
    public void aWrongProjectCostsNoBody() {
        for (Token token : Handoff.tokens()) {
            handoff.token = token;
            for (String wrong : new String[] {"group/sub/other", "8"}) {
                handoff.projectId = wrong;
                assertNoBody("status 404");
            }
        }
    }

    @Test
    public void aTokenOfAnotherProjectCostsNoBody() throws Exception {
        handoff.use(StandInRegistry.builder(handoff.root().resolve("other"))
                .behindNginx()
                .project(Project.DEFAULT)
                .token(AcceptedToken.DEPLOY.seeingOnly(8L))
                .token(AcceptedToken.JOB.seeingOnly(8L)));
        for (String secret : new String[] {"gldt-stand-in", "glcbt-stand-in"}) {
            handoff.token = Token.of(secret, TokenType.AUTO);
            assertNoBody("status 404");
        }
    }

    @Test
    public void theFirstFileOfAProjectPasses() throws Exception {
        for (Token token : Handoff.tokens()) {
            handoff.token = token;
            handoff.upload(one("large", token.kind()));
        }
        assertEquals(3, handoff.stored().size());
    }

    private void assertNoBody(String said) {
        for (IfExists policy : IfExists.values()) {
            if (policy != IfExists.REPLACE) {
                assertThat(policy.name(), message(() -> handoff.upload(one("large"), policy)), containsString(said));
            }
        }
        long sent = handoff.registry().requests().of(Route.UPLOAD).stream()
                .mapToLong(request -> request.bodyBytes())
                .sum();
        assertEquals(handoff.token + " " + handoff.projectId, 0, sent);
    }
}
