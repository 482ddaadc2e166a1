package io.jenkins.plugins.gitlabgenericpackages.client;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.TestKeys;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class GitLabProbeTest {
    private static final TestKeys KEYS = TestKeys.ofLoopback();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void anAccessTokenIsToldTheVersion() throws Exception {
        assertEquals(Optional.of("18.6.0"), version());
    }

    @Test
    public void aWrongAccessTokenIsRefused() {
        handoff.token = Token.of("glpat-s3cret", TokenType.AUTO);
        assertThat(
                message(this::version),
                allOf(containsString(handoff.gitlabUrl + "/api/v4/version: status 401"), containsString("expired")));
    }

    @Test
    public void anAccessTokenOfTooLittleScopeIsRefused() throws Exception {
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry"))
                .token(AcceptedToken.PRIVATE.withInsufficientScope()));
        assertThat(message(this::version), containsString("lacks the scope: 'api'"));
    }

    @Test
    public void otherKindsOfTokenAreToldNothing() throws Exception {
        for (Token token : List.of(
                Token.anonymous(),
                Token.of("gldt-stand-in", TokenType.AUTO),
                Token.of("glcbt-stand-in", TokenType.AUTO),
                Token.basic("ann", "s3cret"))) {
            handoff.token = token;
            assertEquals(token.toString(), Optional.empty(), version());
        }
    }

    @Test
    public void noRedirectIsFollowed() throws Exception {
        try (StandInRegistry other = StandInRegistry.start(handoff.root().resolve("registry/other"))) {
            handoff.fault(Fault.redirect(other.url() + "/api/v4/version"), Route.VERSION);
            assertThat(message(this::version), containsString("The address has moved"));
            assertEquals(0, other.acceptedConnections());
        }
    }

    @Test
    public void whatIsNoGitLabIsToldSo() {
        handoff.gitlabUrl += "/elsewhere";
        assertThat(message(this::version), containsString("not as GitLab does"));
        handoff.gitlabUrl = handoff.registry().url().toString();
        handoff.fault(Fault.html(200), Route.VERSION);
        assertThat(message(this::version), containsString("not as GitLab does"));
        handoff.token = Token.anonymous();
        handoff.fault(Fault.html(401), Route.VERSION);
        assertThat(message(this::version), containsString("status 401"));
    }

    @Test
    public void itIsAskedOnce() {
        handoff.fault(Fault.html(503), Route.VERSION);
        assertThat(message(this::version), containsString("status 503"));
        assertEquals(1, handoff.requests(Route.VERSION));
    }

    @Test
    public void itsCertificateMustBeTrusted() throws Exception {
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry")).tls(KEYS.server()));
        assertThat(message(this::version), containsString("certificate"));
        handoff.certificates = KEYS.pem();
        assertEquals(Optional.of("18.6.0"), version());
        handoff.certificates = "garbage";
        assertThrows(InvalidRequestException.class, this::version);
    }

    private Optional<String> version() throws Exception {
        return new GitLabProbe(
                        handoff.gitlabUrl, handoff.token, new Network(null, handoff.certificates, "", Timeouts.DEFAULT))
                .version();
    }
}
