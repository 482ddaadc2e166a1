package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class PackageFileNameTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void namesThatCanBeUploaded() {
        for (String name :
                new String[] {"app.zip", "a/b/c", "a_b-c+d~e@f.tar.gz", ".hidden", "1", "a b/[c]/@d/\u00fc~/f"}) {
            assertThat(PackageFileName.forUpload(name).value(), is(name));
        }
    }

    @Test
    public void namesThatCannotBeUploaded() {
        for (String name : new String[] {"a b", "ä", "日本", "a\\b", "a%2Fb", "C:f", "a?b", "a#b", "a&b", "$a"}) {
            assertThat(name, refusedUpload(name), containsString("only letters, digits"));
        }
        assertThat(refusedUpload(""), containsString("begin or end with /"));
        assertThat(refusedUpload("/a"), containsString("begin or end with /"));
        assertThat(refusedUpload("a/"), containsString("begin or end with /"));
        assertThat(refusedUpload("a//b"), containsString("begin or end with /"));
        assertThat(refusedUpload("a/../b"), containsString("'..'"));
        assertThat(refusedUpload(".."), containsString("'..'"));
        assertThat(refusedUpload("./a"), containsString("'.'"));
        assertThat(refusedUpload("..\\a/f"), containsString("'..'"));
        for (String name : new String[] {"~a", "a~", "@a", "a@", "~", "a/~b", "a@/b~"}) {
            assertThat(name, refusedUpload(name), containsString("begin or end with ~ or @"));
        }
        for (String name : new String[] {"a\nb", "a\u0000b", "a\u001bb", "a\nb/f", "a\u0000/f", "a\u202eb/f"}) {
            assertThat(name, refusedUpload(name), containsString("control or format characters"));
        }
    }

    @Test
    public void downloadTakesWhatAnOlderGitLabMayHaveStored() {
        assertThat(PackageFileName.forDownload("a b/~c").encoded(), is("a%20b/~c"));
        assertThat(PackageFileName.forDownload("a..b").value(), is("a..b"));
        for (String name : new String[] {"", "/a", "a/", "a//b", "..", "a/../b", "./a", "a/."}) {
            assertThrows(name, InvalidRequestException.class, () -> PackageFileName.forDownload(name));
        }
    }

    @Test
    public void eachPartIsEncodedAndTheSlashesAreLeft() {
        assertThat(
                PackageFileName.forDownload("a+b/c@d/ü%/x?y#z;").encoded(), is("a%2Bb/c%40d/%C3%BC%25/x%3Fy%23z%3B"));
        assertThat(PackageFileName.forUpload("A-z_0.9~b").encoded(), is("A-z_0.9~b"));
        assertThat(PackageFileName.forUpload("a/b").toString(), is("a/b"));
        assertThat(PackageFileName.percentEncoded("a/b *(\ud83d\ude00)~"), is("a%2Fb%20%2A%28%F0%9F%98%80%29~"));
    }

    @Test
    public void listedNamesAreDecodedOnce() {
        assertThat(PackageFileName.listed("a%2Fb%2fc.zip").value(), is("a/b/c.zip"));
        assertThat(PackageFileName.listed("a+b").value(), is("a+b"));
        assertThat(PackageFileName.listed("%252F").value(), is("%2F"));
        assertThat(PackageFileName.listed("..%2F..%2Fetc").value(), is("../../etc"));
    }

    @Test
    public void listedNameThatCannotBeDecodedIsLeft() {
        assertThat(PackageFileName.listed("100%").value(), is("100%"));
        assertThat(PackageFileName.listed("%zz").value(), is("%zz"));
    }

    private static String refusedUpload(String name) {
        return assertThrows(name, InvalidRequestException.class, () -> PackageFileName.forUpload(name))
                .getMessage();
    }
}
