package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class HeadersTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void namesAreComparedIgnoringCase() {
        Headers headers = new Headers().add("ETag", "one").add("etag", "two").add("Other", "three");
        assertThat(headers.first("ETAG"), is(Optional.of("one")));
        assertThat(headers.all("eTag"), is(List.of("one", "two")));
        assertThat(headers.first("Missing"), is(Optional.empty()));
    }

    @Test
    public void orderIsKept() {
        Headers headers = new Headers().add("B", "1").add("A", "2");
        StringBuilder order = new StringBuilder();
        headers.forEach((name, value) -> order.append(name).append(value));
        assertThat(order.toString(), is("B1A2"));
    }

    @Test
    public void goOverTheWireInTheirOrder() {
        Headers headers = new Headers().add("Host", "example.com").add("X-Name", "\u00fc");
        assertThat(
                new String(headers.requestHead("GET", "/a"), StandardCharsets.UTF_8),
                is("GET /a HTTP/1.1\r\nHost: example.com\r\nX-Name: \u00fc\r\n\r\n"));
    }

    @Test
    public void valueThatCouldEndItsLineIsRefusedWithoutBeingQuoted() {
        for (String end : new String[] {"\r\n", "\n", "\r", "\u0000", "\u007f", "\u001b"}) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> Credentials.of("PRIVATE-TOKEN", "s3cret" + end + "X-Forged: 1")
                            .addTo(new Headers()));
            assertThat(refused.getMessage(), containsString("PRIVATE-TOKEN"));
            assertThat(refused.getMessage(), not(containsString("s3cret")));
        }
    }

    @Test
    public void nothingShowsTheCredentials() {
        Credentials credentials = Credentials.of("PRIVATE-TOKEN", "s3cret");
        assertThat(credentials.toString(), is("PRIVATE-TOKEN: ****"));
        assertThat(Credentials.NONE.toString(), is("no credentials"));
        HttpAddress address = HttpAddress.parse("https://example.com/a?signature=s3cret");
        Request request = Request.get(address, credentials).header("X-Other", "s3cret");
        assertThat(request.toString(), not(containsString("s3cret")));
        assertThat(request.headers().toString(), not(containsString("s3cret")));
    }
}
