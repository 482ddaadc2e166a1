package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ContentRange;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * One range of a file, fetched by a connection and a thread of its own into a temporary file. Another thread reads what has
 * come.
 */
final class FileRange implements Closeable {
    private final Session session;
    private final PackageFile file;
    private final String validator;
    private final long first;
    private final long last;
    private final long total;
    private final FileChannel bytes;
    private final Thread thread = new Thread(this::run, "gitlab-packages-range");
    private long written;
    private IOException failure;
    private boolean closed;

    /**
     * @param validator the ETag or date of the file of which this is a range
     * @param first position of the first byte
     * @param last position of the last byte
     * @param total bytes of the whole file
     * @param bytes takes what comes; is closed with this
     */
    FileRange(
            Session session, PackageFile file, String validator, long first, long last, long total, FileChannel bytes) {
        this.session = session;
        this.file = file;
        this.validator = validator;
        this.first = first;
        this.last = last;
        this.total = total;
        this.bytes = bytes;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            String what = "download " + file.name();
            session.retry().call(what, session.api().address(file), this::fetch, this::written);
        } catch (IOException e) {
            fail(e);
        } catch (InterruptedException e) {
            // Closing does that.
            Thread.currentThread().interrupt();
            fail(new InterruptedIOException("it was interrupted"));
        } catch (RuntimeException | Error e) {
            // Somebody may be waiting for it.
            fail(new IOException(e.toString(), e));
        }
    }

    private Void fetch() throws IOException, InterruptedException {
        long from = first + written();
        Request request = session.api().get(file).header("Range", "bytes=" + from + "-" + last);
        request.header("If-Range", validator);
        try (Response response = session.api().send(request)) {
            session.concurrency().learn(response);
            if (response.status() == 200) {
                throw new RegistryException("the server sends no ranges of it, or it is another file now");
            }
            if (response.status() != 206) {
                throw session.api().failure(response);
            }
            check(from, response);
            receive(response.body());
        }
        if (written() <= last - first) {
            throw new ConnectionException("only " + written() + " of the " + (last - first + 1)
                    + " bytes came that were asked for from byte " + first + " on");
        }
        return null;
    }

    private void check(long from, Response response) throws RegistryException {
        Optional<ContentRange> range = response.header("Content-Range").flatMap(ContentRange::parse);
        boolean fits = range.isPresent()
                && range.get().first() == from
                && range.get().last() == last
                && range.get().total().orElse(total) == total;
        boolean same = !Response.isStrongTag(validator)
                || response.strongTag().filter(tag -> !tag.equals(validator)).isEmpty();
        if (!fits || !same) {
            throw new RegistryException("the server sent another range than was asked for, or of another file");
        }
    }

    private void receive(InputStream in) throws IOException, InterruptedException {
        byte[] buffer = new byte[64 * 1024];
        for (int n; (n = in.read(buffer, 0, (int) Math.min(buffer.length, last - first + 1 - written()))) > 0; ) {
            for (ByteBuffer piece = ByteBuffer.wrap(buffer, 0, n); piece.hasRemaining(); ) {
                bytes.write(piece, written() + piece.position());
            }
            add(n);
        }
    }

    /** @throws InterruptedException if nobody wants more */
    private synchronized void add(int count) throws InterruptedException {
        if (closed) {
            throw new InterruptedException();
        }
        written += count;
        notifyAll();
    }

    private synchronized long written() {
        return written;
    }

    private synchronized void fail(IOException e) {
        failure = e;
        notifyAll();
    }

    synchronized boolean hasFailed() {
        return failure != null;
    }

    /** Returns the reason, where it has failed. */
    synchronized Optional<String> failure() {
        return Optional.ofNullable(failure).map(RegistryException::localMessage);
    }

    /** Waits until something has come, or nothing will. */
    synchronized boolean hasBegun() throws InterruptedException {
        while (failure == null && written == 0) {
            wait();
        }
        return written > 0;
    }

    /**
     * Waits for bytes at that position of the whole file, and reads as many as have come and fit.
     *
     * @return less than 0 if they did not come: they are to be asked for in another way
     */
    int read(long position, byte[] buffer) throws IOException, InterruptedException {
        long there;
        synchronized (this) {
            while (failure == null && first + written <= position) {
                wait();
            }
            if (first + written <= position) {
                return -1;
            }
            there = first + written - position;
        }
        int n = bytes.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, there)), position - first);
        if (n <= 0) {
            throw new IOException("the temporary file is shorter than what was written to it");
        }
        return n;
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
        bytes.close();
    }
}
