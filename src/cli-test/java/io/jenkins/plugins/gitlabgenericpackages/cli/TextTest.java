package io.jenkins.plugins.gitlabgenericpackages.cli;

import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.shell.Printable;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** {@link OptionNames} and {@link Printable}. */
public class TextTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void parametersBecomeOptions() {
        assertEquals("--file-name names what --file uploads", OptionNames.in("'fileName' names what 'file' uploads"));
        assertEquals("(set --allow-empty if", OptionNames.in("(set allowEmpty if"));
        assertEquals("--project-id is missing: give", OptionNames.in("projectId is missing: give"));
        assertEquals("use --gitlab-url.", OptionNames.in("use gitlabUrl."));
        assertEquals("leave it to --checksums", OptionNames.in("leave it to 'checksums'"));
    }

    @Test
    public void otherWordsStay() {
        for (String text : new String[] {
            "There is no file /data/file/fileName.txt",
            "the path of the file is hidden in parallel",
            "name each file",
            "The token lacks the scope: 'api'",
            "status 400: projectId-x is wrong"
        }) {
            assertEquals(text, OptionNames.in(text));
        }
    }

    @Test
    public void controlCharactersAreReplaced() {
        assertEquals("a?[31mb c?", Printable.line("a\u001b[31mb\nc\u202e"));
        assertEquals("a?" + System.lineSeparator() + "b", Printable.text("a\u0007\nb"));
        assertEquals("\u00e4\u4e2d", Printable.line("\u00e4\u4e2d"));
    }
}
