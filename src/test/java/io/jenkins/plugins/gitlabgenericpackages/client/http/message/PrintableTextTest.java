package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class PrintableTextTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void ordinaryTextStays() {
        for (String text : new String[] {"", "Not Found", "Zürich \u00a0 中文 \ud83d\ude00 e\u0301", "a?b…c"}) {
            assertThat(line(text), is(text));
        }
    }

    @Test
    public void lineBreaksAndTabsBecomeSpaces() {
        assertThat(line("a\nb\rc\td\u000be\ff\u0085g\u2028h\u2029i"), is("a b c d e f g h i"));
        assertThat(line("a\r\nb"), is("a  b"));
    }

    @Test
    public void halvesOfSurrogatePairsAreReplaced() {
        assertThat(line("\ud83dx\ude00"), is("?x?"));
        assertThat(line("\ude00\ud83d"), is("??"));
    }

    @Test
    public void everyCharacterOfTheFourCategoriesIsReplacedAndNoOther() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String text = Character.toString(c);
            boolean breaks = "\t\n\u000b\f\r\u0085\u2028\u2029".contains(text);
            boolean command =
                    switch (Character.getType(c)) {
                        case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
                        default -> false;
                    };
            String expected = breaks ? " " : command ? "?" : text;
            if (!line(text).equals(expected)) {
                assertThat(Integer.toHexString(c), line(text), is(expected));
            }
        }
    }

    @Test
    public void longTextIsCut() {
        assertThat(PrintableText.line("12345", 5), is("12345"));
        assertThat(PrintableText.line("123456", 5), is("12345…"));
        assertThat(PrintableText.line("1\n\n\n\n\n", 3), is("1  …"));
        assertThat(PrintableText.line("1", 0), is("…"));
        assertThat(PrintableText.line("", 0), is(""));
    }

    @Test
    public void surrogatePairIsNotCutInTwo() {
        assertThat(PrintableText.line("12\ud83d\ude00", 3), is("12…"));
        assertThat(PrintableText.line("12\ud83d\ude00", 4), is("12\ud83d\ude00"));
    }

    @Test
    public void hugeTextCostsNoMoreThanItsLimit() {
        String huge = "\u202e".repeat(20_000_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(PrintableText.line(huge, 100).length(), is(101));
        }
    }

    @Test
    public void ofANameEachCharacterThatIsNotPrintableIsReplaced() {
        assertThat(PrintableText.name("Z\u00fcrich \ud83d\ude00/a?b.zip"), is("Z\u00fcrich \ud83d\ude00/a?b.zip"));
        assertThat(PrintableText.name("a\nb\tc\u001bd\u202ee\ud83d\u2028"), is("a?b?c?d?e??"));
    }

    private static String line(String text) {
        return PrintableText.line(text, 1000);
    }
}
