package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class RemoteJsonTest {
    private static final HttpAddress ORIGIN = HttpAddress.parse("https://gitlab.example.com/list");

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void noMoreIsReadThanWasAgreed() throws Exception {
        assertThat(RemoteJson.array("[1, 2]", 6, ORIGIN).length(), is(2));
        assertThat(
                assertThrows(RegistryException.class, () -> RemoteJson.array("[1, 2]", 5, ORIGIN))
                        .getMessage(),
                is("https://gitlab.example.com/list answers with more than 5 bytes of JSON"));
    }

    @Test
    public void whatIsNoArrayIsNoAnswerOfAGitLab() {
        for (String text : new String[] {"", "{}", "[", "<html>", "[1", "[\"a]"}) {
            assertNotGitLab(text);
        }
    }

    @Test
    public void noNumberHasMoreThanFortyDigits() throws Exception {
        for (char digit : new char[] {'1', '9', '0'}) {
            String digits = ("1" + String.valueOf(digit).repeat(39));
            assertThat(array("[" + digits + "]").length(), is(1));
            assertThat(array("[" + digits + "," + digits + "]").length(), is(2));
            assertNotGitLab("[" + digits + digit + "]");
            assertNotGitLab("[\"a\\\"b\"," + digits + digit + "]");
        }
    }

    @Test
    public void inQuotationMarksThereMayBeAnyNumberOfDigits() throws Exception {
        String digest = "1".repeat(64);
        for (String text : new String[] {digest, "\\\"" + digest, digest + "\\\\", "\\\\\\\"" + digest}) {
            assertThat(text, array("[\"" + text + "\", 1]").length(), is(2));
        }
    }

    private static JSONArray array(String text) throws RegistryException {
        return RemoteJson.array(text, 1000, ORIGIN);
    }

    private static void assertNotGitLab(String text) {
        assertThat(
                text,
                assertThrows(text, RegistryException.class, () -> array(text)).getMessage(),
                containsString("answered, but not as GitLab does"));
    }
}
