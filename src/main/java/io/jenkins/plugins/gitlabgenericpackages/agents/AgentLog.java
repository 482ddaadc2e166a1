package io.jenkins.plugins.gitlabgenericpackages.agents;

import hudson.model.TaskListener;
import hudson.remoting.RemoteOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.output.WriterOutputStream;

/**
 * A build's log for an agent that writes UTF-8 to it. A listener that is sent there takes along what it is made of,
 * some fifty classes that a fresh agent does not have. Closing it leaves the log open.
 */
final class AgentLog extends Writer {
    private final PrintStream log;

    private AgentLog(PrintStream log) {
        this.log = log;
    }

    /** Returns a stream that can be sent to an agent. */
    static OutputStream of(TaskListener listener) throws IOException {
        return new RemoteOutputStream(WriterOutputStream.builder()
                .setWriter(new AgentLog(listener.getLogger()))
                .setCharset(StandardCharsets.UTF_8)
                .setWriteImmediately(true)
                .get());
    }

    @Override
    public void write(char[] text, int offset, int length) {
        log.print(new String(text, offset, length));
    }

    @Override
    public void flush() {
        log.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
