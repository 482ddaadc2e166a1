package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import static org.hamcrest.CoreMatchers.containsString;
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
        assertThat(refusal(ONE + "  a\n" + ONE + " a"), containsString("line 2 is not"));
        assertThat(refusal("1".repeat(63) + "  a"), containsString("line 1 is not"));
        assertThat(refusal(ONE + "  " + "a".repeat(2000)), containsString("line 1 is not"));
        assertThat(refusal(ONE + "  a\n" + TWO + "  a"), containsString("line 2 contradicts another one about a"));
        assertThat(refusal(ONE + "  ../a"), containsString("'../a'"));
        assertThat(refusal("<html>"), containsString("line 1 is not"));
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> ChecksumList.parse(text))
                .getMessage();
    }
}
