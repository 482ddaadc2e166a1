package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** {@link HttpAddress#parseStrict}, for what a person gives. */
public class HttpAddressOfAPersonTest {
    private static final String[] NO_URI = {
        "https://gitlab.example/x|y",
        "https://gitlab.example/{",
        "https://gitlab.example/}",
        "https://gitlab.example/\"",
        "https://gitlab.example/%zz",
        "https://gitlab.example/%",
        "https://gitlab.example/a\\b",
        "https://gitlab.example/<b>",
        "https://gitlab.example/^",
        "https://gitlab.example/`",
        "https://gitlab.example/?q=|",
        "https://gitlab.example/[a]"
    };

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void addressesAreReadAsAlways() {
        for (String text : new String[] {
            "https://gitlab.example.com",
            "HTTP://GitLab.Example.com:8080/gitlab/",
            "https://git_lab.example.com/api/v4",
            "https://127.0.0.1/a%2Fb?c=d",
            "https://[2001:db8::1]:8443/",
            "http://[fe80::1%25eth0]/"
        }) {
            assertThat(HttpAddress.parseStrict(text), is(HttpAddress.parse(text)));
        }
    }

    @Test
    public void whatIsNoUriIsRefused() {
        for (String text : NO_URI) {
            assertThat(text, refused(text), containsString("percent-encoded"));
        }
    }

    @Test
    public void whatAServerNamesMayBeNoUri() {
        for (String text : NO_URI) {
            String target = text.substring("https://gitlab.example".length());
            assertThat(HttpAddress.parse(text).target(), is(target));
        }
    }

    @Test
    public void nothingMayStandBeforeTheAddress() {
        for (String space : new String[] {" ", "\u2003", "\u00a0", "\u2028", "\u0085", "\ufeff", "\u200b"}) {
            assertThat(refused(space + "https://gitlab.example/"), is("not an http:// or https:// address"));
            assertThat(refused("https://gitlab.example/" + space), containsString("percent-encoded"));
        }
    }

    @Test
    public void whatIsNoAddressIsRefusedAsAlways() {
        assertThat(refused("https://ann:s3cret@gitlab.example/"), containsString("user name or password"));
        assertThat(refused("https://gitlab.example/" + "a".repeat(9000)), containsString("longer than 8192"));
        assertThat(refused("https://good.example\\@evil.example/"), containsString("host"));
    }

    private static String refused(String text) {
        return assertThrows(text, IllegalArgumentException.class, () -> HttpAddress.parseStrict(text))
                .getMessage();
    }
}
