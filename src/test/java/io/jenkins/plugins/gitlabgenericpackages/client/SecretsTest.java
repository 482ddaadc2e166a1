package io.jenkins.plugins.gitlabgenericpackages.client;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.Timeout;

/** A token is in nothing that anybody reads: events, exceptions, texts, addresses, files. */
public class SecretsTest {
    private static final String SECRET = "s3cret-t0ken";

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private final List<String> told = new ArrayList<>();
    private final List<Token> tokens = List.of(
            Token.of(SECRET, TokenType.PRIVATE),
            Token.of(SECRET, TokenType.DEPLOY),
            Token.of(SECRET, TokenType.JOB),
            Token.basic("ann", SECRET));

    @Before
    public void knowTheSecret() throws Exception {
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry"))
                .token(AcceptedToken.privateToken(SECRET))
                .token(AcceptedToken.deployToken(SECRET))
                .token(AcceptedToken.jobToken(SECRET))
                .token(AcceptedToken.privateToken(SECRET)));
        handoff.write("out/a", 100_000);
        handoff.write("out/b", 10);
        handoff.store("c", Handoff.noise(200_000));
        handoff.retries = 1;
    }

    @Test
    public void transfersThatSucceedTellNoToken() throws Exception {
        for (Token token : tokens) {
            handoff.token = token;
            told.add(handoff.upload(matching("*", "out"), IfExists.ADD).toString());
            told.add(handoff.download(one("in/c", "c")).toString());
        }
        assertNothingTold();
    }

    @Test
    public void failuresTellNoToken() throws Exception {
        for (Token token : tokens) {
            handoff.token = token;
            for (Fault fault : List.of(
                    Fault.status(401),
                    Fault.html(502).times(2),
                    Fault.drop().times(2),
                    Fault.dropInBody(5).times(2),
                    Fault.truncate(5).times(2),
                    Fault.status(200, "text/html", "<html>"),
                    Fault.redirect("http://127.0.0.1:1/x?token=y").times(2),
                    Fault.redirect("nonsense://x"))) {
                handoff.registry().faults().clear();
                handoff.registry().faults().add(fault.on(Route.DOWNLOAD));
                fail(() -> handoff.download(one("in/c", "c")));
            }
            for (Fault fault : List.of(
                    Fault.status(403), Fault.html(503).times(2), Fault.drop().times(3), Fault.redirect("/x"))) {
                handoff.registry().faults().clear();
                handoff.registry().faults().add(fault.on(Route.UPLOAD));
                fail(() -> handoff.upload(one("out/a"), IfExists.ADD));
            }
        }
        assertNothingTold();
    }

    @Test
    public void aServerThatRepeatsTheRequestIsNotQuotedAtLength() throws Exception {
        handoff.token = tokens.get(0);
        handoff.fault(Fault.status(400, "text/plain", "x".repeat(400) + SECRET), Route.UPLOAD);
        fail(() -> handoff.upload(one("out/a"), IfExists.ADD));
        assertNothingTold();
    }

    @Test
    public void theSignatureOfARedirectIsNotTold() throws Exception {
        handoff.registry().options().directDownload(true);
        handoff.fault(Fault.status(403), Route.STORAGE);
        handoff.token = tokens.get(0);
        fail(() -> handoff.download(all("in")));
        told.add(handoff.download(all("in")).toString());
        assertNothingTold();
    }

    @Test
    public void settingsAndRequestsShowNoToken() {
        for (Token token : tokens) {
            handoff.token = token;
            told.add(handoff.settings().toString());
            told.add(token + " " + token.credentials());
            told.add(handoff.client().toString());
            told.add(new UploadRequest(APP, one("f"), IfExists.ADD, false, null).toString());
        }
        told.add(assertThrows(InvalidRequestException.class, () -> Token.of(SECRET + " x", TokenType.AUTO))
                .toString());
        told.add(assertThrows(InvalidRequestException.class, () -> urlWithLogin())
                .toString());
        assertNoSecret(told.toString());
    }

    private void urlWithLogin() {
        handoff.gitlabUrl = "https://ann:" + SECRET + "@gitlab.example.com";
        handoff.settings();
    }

    private void fail(ThrowingRunnable transfer) {
        collect(assertThrows(RegistryException.class, transfer));
    }

    private void collect(Throwable failure) {
        told.add(failure.toString());
        told.add(String.valueOf(failure.getMessage()));
        for (Throwable suppressed : failure.getSuppressed()) {
            collect(suppressed);
        }
        if (failure.getCause() != null) {
            collect(failure.getCause());
        }
    }

    private void assertNothingTold() throws Exception {
        assertFalse(handoff.events.all().isEmpty());
        assertTrue(handoff.registry().requests().all().stream().anyMatch(each -> each.hasCredentials()));
        told.addAll(handoff.events.all());
        told.addAll(handoff.tree());
        handoff.registry().requests().all().forEach(request -> told.add(request.target()));
        for (String name : handoff.tree()) {
            told.add(Files.readString(handoff.workspace().resolve(name), StandardCharsets.ISO_8859_1));
        }
        assertNoSecret(told.stream()
                .filter(text -> !text.startsWith("/bucket/"))
                .toList()
                .toString());
    }

    private static void assertNoSecret(String text) {
        String login = Base64.getEncoder().encodeToString(("ann:" + SECRET).getBytes(StandardCharsets.UTF_8));
        for (String secret : List.of(SECRET, login, "X-Amz", "token=y")) {
            int at = text.indexOf(secret);
            assertTrue(at < 0 ? "" : text.substring(Math.max(0, at - 200), at), at < 0);
        }
    }
}
