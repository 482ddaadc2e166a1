package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.sameInstance;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class CoalescingReaderTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void smallPiecesFillTheBuffer() throws Exception {
        CoalescingReader reader = new CoalescingReader(new ByteArrayInputStream(new byte[250]) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(10, length));
            }
        });
        byte[] buffer = new byte[100];
        assertThat(reader.fill(buffer), is(100));
        assertThat(reader.fill(buffer), is(100));
        assertThat(reader.fill(buffer), is(50));
        assertThat(reader.fill(buffer), is(0));
    }

    @Test
    public void whatCameBeforeABreakIsNotLost() throws Exception {
        IOException broken = new IOException("broken");
        InputStream in = new InputStream() {
            private int last;

            @Override
            public int read() throws IOException {
                if (last == 3) {
                    throw broken;
                }
                return ++last;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                bytes[offset] = (byte) read();
                return 1;
            }

            @Override
            public int available() {
                return 1;
            }
        };
        CoalescingReader reader = new CoalescingReader(in);
        byte[] buffer = new byte[100];
        assertThat(reader.fill(buffer), is(3));
        assertThat(Arrays.copyOf(buffer, 3), is(new byte[] {1, 2, 3}));
        assertThat(assertThrows(IOException.class, () -> reader.fill(buffer)), sameInstance(broken));
    }

    @Test
    public void whatHasNotComeIsNotWaitedFor() throws Exception {
        PipedOutputStream out = new PipedOutputStream();
        CoalescingReader reader = new CoalescingReader(new PipedInputStream(out));
        out.write(new byte[70]);
        assertThat(reader.fill(new byte[100]), is(70));
    }
}
