package io.jenkins.plugins.gitlabgenericpackages.agents;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.util.StreamTaskListener;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

public class AgentLogTest {
    private static final String TEXT = "Größe €\n";

    @Test
    public void textIsWrittenInTheEncodingOfTheBuildHoweverItIsCut() throws Exception {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"))) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            OutputStream log = AgentLog.of(new StreamTaskListener(written, charset));
            for (byte each : TEXT.getBytes(StandardCharsets.UTF_8)) {
                log.write(each);
            }
            log.flush();
            assertThat(written.toString(charset), is(TEXT));
        }
    }

    @Test
    public void closingItLeavesTheLogOpen() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        StreamTaskListener listener = new StreamTaskListener(written, StandardCharsets.UTF_8);
        AgentLog.of(listener).close();
        listener.getLogger().print("after");
        assertThat(written.toString(StandardCharsets.UTF_8), is("after"));
    }
}
