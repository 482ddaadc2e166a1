package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class ChecksumListTest {
    private static final Sha256 ONE = new Sha256("1".repeat(64));
    private static final Sha256 TWO = new Sha256("2".repeat(64));
    private static final PackageFileName A = new PackageFileName("a");
    private static final PackageFileName B = new PackageFileName("d/b");

    @Test
    public void whatSha256sumWritesIsRead() {
        ChecksumList list = ChecksumList.parse(ONE + "  a\n\n" + "A".repeat(64) + " *d/b\r\n" + TWO + "   odd name\n");
        assertEquals(Optional.of(ONE), list.of(A));
        assertEquals(Optional.of(new Sha256("a".repeat(64))), list.of(B));
        assertEquals(Optional.of(TWO), list.of(new PackageFileName(" odd name")));
        assertEquals(Optional.empty(), list.of(new PackageFileName("b")));
        assertEquals(3, list.digests().size());
    }

    @Test
    public void whatOtherToolsWriteIsRead() {
        assertEquals(
                Map.of(A, ONE, B, TWO),
                read("# two files", "", ONE + "  ./a", "#" + "x".repeat(2000), TWO + " *./d/b"));
        assertEquals(Map.of(A, ONE, B, TWO), read("SHA256 (a) = " + ONE, "SHA2-256(./d/b)= " + TWO));
        assertEquals(Map.of(A, ONE, B, TWO), read("SHA256(a)= " + ONE, TWO + " d/b"));
        assertEquals(Map.of(A, ONE, B, TWO), read(ONE + "\ta \t ", "  " + TWO + "  d/b ", "   "));
        assertEquals(Map.of(new PackageFileName("a (1) = b"), ONE), read("SHA256 (a (1) = b) = " + ONE));
    }

    @Test
    public void namesOfThatMachineAloneAreToldApart() {
        String absolute = "line 2 names '/build/a', an absolute path: names begin in the package";
        assertThat(refusal("# x\n" + ONE + "  /build/a"), is(absolute));
        assertThat(refusal("\nSHA256 (/build/a) = " + ONE), is(absolute));
        assertThat(refusal(ONE + "  C:/build/a"), containsString("'C:/build/a', an absolute path"));
        assertThat(refusal(ONE + "  C:\\build\\a"), containsString("'C:\\build\\a', an absolute path"));
        String backslash = "line 1 names 'd\\b' with a backslash: between folders of a package is /";
        assertThat(refusal(ONE + "  d\\b"), is(backslash));
        // A backslash at the begin says that those in the name are doubled.
        assertThat(refusal("\\" + ONE + "  d\\\\b"), containsString("with a backslash"));
    }

    @Test
    public void itIsWrittenByName() {
        ChecksumList list = new ChecksumList(Map.of()).with(Map.of(B, TWO, A, ONE));
        assertEquals(ONE + "  a\n" + TWO + "  d/b\n", list.toString());
        assertEquals(list, ChecksumList.parse(list.toString()));
        assertEquals(
                TWO + "  a\n",
                list.where((name, sha256) -> name.equals(A))
                        .with(Map.of(A, TWO))
                        .toString());
    }

    @Test
    public void anythingElseIsRefused() {
        assertThat(refusal("a\n"), containsString("line 1 is not as sha256sum writes it"));
        assertThat(refusal(ONE + "  a\n" + ONE + "a"), containsString("line 2 is not"));
        assertThat(refusal("SHA512 (a) = " + ONE), containsString("line 1 is not"));
        assertThat(refusal("1".repeat(63) + "  a"), containsString("line 1 is not"));
        assertThat(refusal(ONE + "  " + "a".repeat(2000)), containsString("line 1 is not"));
        assertThat(refusal(ONE + "  a\n" + TWO + "  a"), containsString("line 2 contradicts another one about a"));
        assertThat(refusal(ONE + "  ../a"), containsString("'../a'"));
        assertThat(refusal("<html>"), containsString("line 1 is not"));
    }

    private static Map<PackageFileName, Sha256> read(String... lines) {
        return ChecksumList.parse(String.join("\r\n", lines)).digests();
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> ChecksumList.parse(text))
                .getMessage();
    }
}
