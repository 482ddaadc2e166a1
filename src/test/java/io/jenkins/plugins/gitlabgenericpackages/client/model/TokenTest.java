package io.jenkins.plugins.gitlabgenericpackages.client.model;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.Timeout;

public class TokenTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void kindGoesByThePrefix() {
        assertThat(kind("glpat-1", TokenType.AUTO), is("PRIVATE-TOKEN"));
        assertThat(kind("gldt-1", TokenType.AUTO), is("DEPLOY-TOKEN"));
        assertThat(kind("glcbt-1", TokenType.AUTO), is("JOB-TOKEN"));
        assertThat(kind("old", TokenType.AUTO), is("PRIVATE-TOKEN"));
        assertThat(kind("GLDT-1", TokenType.AUTO), is("PRIVATE-TOKEN"));
    }

    @Test
    public void anInstancesOwnPrefixMayStandBefore() {
        assertThat(kind("acme-glpat-1", TokenType.AUTO), is("PRIVATE-TOKEN"));
        assertThat(kind("acme-gldt-1", TokenType.AUTO), is("DEPLOY-TOKEN"));
        assertThat(kind("acme-corp-glcbt-1", TokenType.AUTO), is("JOB-TOKEN"));
        assertThat(kind("acmegldt-1", TokenType.AUTO), is("PRIVATE-TOKEN"));
        assertThat(Token.basic("deploy", "acme-gldt-1").kind(), is("DEPLOY-TOKEN"));
    }

    @Test
    public void userKnowsTheKindBetter() {
        assertThat(kind("glpat-1", TokenType.DEPLOY), is("DEPLOY-TOKEN"));
        assertThat(kind("gldt-1", TokenType.JOB), is("JOB-TOKEN"));
        assertThat(kind("glcbt-1", TokenType.PRIVATE), is("PRIVATE-TOKEN"));
    }

    @Test
    public void loginIsABasicHeader() {
        Token login = Token.basic("ann", "pässword");
        assertThat(login.kind(), is("user name and password"));
        assertThat(login.credentials().toString(), is("Authorization: ****"));
    }

    @Test
    public void tokenAsAPasswordThatTellsItsKindHasItsOwnHeader() {
        assertThat(Token.basic("ann", "glpat-1").kind(), is("PRIVATE-TOKEN"));
        assertThat(Token.basic("gitlab-ci-token", "glcbt-1").kind(), is("JOB-TOKEN"));
        assertThat(Token.basic("deploy", "gldt-1").kind(), is("DEPLOY-TOKEN"));
    }

    @Test
    public void equalTokensProveTheSameAndAreCalledTheSame() {
        Token token = Token.of("glpat-1", TokenType.AUTO).from("here");
        assertThat(token, is(Token.of("glpat-1", TokenType.PRIVATE).from("here")));
        assertThat(
                token.hashCode(),
                is(Token.of("glpat-1", TokenType.AUTO).from("here").hashCode()));
        assertThat(token, not(Token.of("glpat-2", TokenType.AUTO).from("here")));
        assertThat(token, not(Token.of("glpat-1", TokenType.JOB).from("here")));
        assertThat(token, not(Token.of("glpat-1", TokenType.AUTO).from("there")));
        assertFalse(token.equals(null));
    }

    @Test
    public void anonymousSendsNothing() {
        assertThat(Token.anonymous().credentials(), is(Credentials.NONE));
        assertThat(Token.anonymous().kind(), is("no token"));
    }

    @Test
    public void spaceAroundATokenIsNoPartOfIt() {
        assertThat(kind(" \ngldt-1\n", TokenType.AUTO), is("DEPLOY-TOKEN"));
    }

    @Test
    public void whatIsNoTokenIsRefusedAndNotRepeated() {
        for (String secret : new String[] {"", " \n", "s3 cret", "s3\r\ncret", "s3\u0000cret", "s3crét"}) {
            String message = assertThrows(InvalidRequestException.class, () -> Token.of(secret, TokenType.AUTO))
                    .getMessage();
            assertThat(message, not(containsString("s3")));
        }
    }

    @Test
    public void aByteOrderMarkIsNoPartOfAToken() {
        assertThat(Token.of("\ufeffgldt-1", TokenType.AUTO), is(Token.of("gldt-1", TokenType.AUTO)));
    }

    @Test
    public void whatStandsForATokenIsNone() {
        for (String secret : List.of("$CI_JOB_TOKEN", "${env.TOKEN}", "$env:TOKEN", "%GITLAB_TOKEN%", "$S3CRET")) {
            for (String message : refusals(secret)) {
                assertThat(
                        message,
                        is("The token is a variable that nothing has replaced, such as $NAME or %NAME%:"
                                + " single quotes keep it, and another shell writes it otherwise"));
            }
        }
        for (String secret : List.of("[MASKED]", "****", "********")) {
            for (String message : refusals(secret)) {
                assertThat(message, is("The token is what a log shows in place of one: get the token itself"));
            }
        }
        assertThat(refusal(() -> Token.of("$token", TokenType.AUTO)), containsString("nothing has replaced"));
        // A password may look like that.
        assertThat(Token.basic("ann", "$ecret123").isLogin(), is(true));
        assertThat(kind("a$B%C%-[MASKED]-****", TokenType.AUTO), is("PRIVATE-TOKEN"));
    }

    private static List<String> refusals(String secret) {
        return List.of(
                refusal(() -> Token.of(" " + secret + "\n", TokenType.PRIVATE)),
                refusal(() -> Token.basic("gitlab-ci-token", secret)));
    }

    private static String refusal(ThrowingRunnable token) {
        return assertThrows(InvalidRequestException.class, token).getMessage();
    }

    @Test
    public void onlyDeployTokensAreKnownNotToList() {
        assertFalse(Token.of("gldt-1", TokenType.AUTO).canList());
        assertTrue(Token.of("glpat-1", TokenType.AUTO).canList());
        assertTrue(Token.of("glcbt-1", TokenType.AUTO).canList());
        assertTrue(Token.basic("deploy", "old").canList());
        assertTrue(Token.anonymous().canList());
    }

    @Test
    public void onlyAccessTokensAreKnownToListAllThatThereIs() {
        assertTrue(Token.of("glpat-1", TokenType.AUTO).isAccessToken());
        assertFalse(Token.of("glpat-1", TokenType.AUTO).mayBeUnableToList());
        assertFalse(Token.anonymous().isAccessToken());
        assertFalse(Token.anonymous().mayBeUnableToList());
        for (Token other : List.of(
                Token.of("gldt-1", TokenType.AUTO), Token.of("glcbt-1", TokenType.AUTO), Token.basic("ann", "old"))) {
            assertFalse(other.toString(), other.isAccessToken());
            assertTrue(other.toString(), other.mayBeUnableToList());
        }
    }

    @Test
    public void textShowsNoSecret() {
        assertThat(Token.of("glpat-s3cret", TokenType.AUTO).toString(), is("PRIVATE-TOKEN"));
        assertThat(Token.basic("ann", "s3cret").toString(), is("user name and password"));
        assertThat(Token.anonymous().toString(), is("no token"));
    }

    @Test
    public void wordsSayWhereItComesFromAndHowItIsSent() {
        Token token = Token.of("glpat-s3cret", TokenType.AUTO).from("the variable X\nY");
        assertThat(token.words(), is("the variable X Y, as an access token"));
        assertThat(token.sent(), is("Sent with the variable X Y, as an access token"));
        assertThat(token.toString(), is("PRIVATE-TOKEN"));
        assertThat(Token.of("glpat-s3cret", TokenType.AUTO).words(), is("an access token"));
        assertThat(
                Token.of("glpat-1", TokenType.AUTO)
                                .from("x".repeat(10_000))
                                .words()
                                .length()
                        < 400,
                is(true));
    }

    @Test
    public void noTokenSaysHowToSendOne() {
        assertThat(Token.anonymous("set X").sent(), is("No token was sent: set X"));
        assertThat(Token.anonymous("set X").words(), is("no token"));
        assertThat(Token.anonymous().sent(), is("No token was sent"));
    }

    private static String kind(String secret, TokenType type) {
        return Token.of(secret, type).kind();
    }
}
