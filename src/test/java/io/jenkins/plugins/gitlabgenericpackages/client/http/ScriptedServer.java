package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;

/**
 * A server on the loopback address that does on each connection what a script says, right or wrong as HTTP. The last
 * script serves all further connections. Closing it ends every script and fails if one of them did.
 */
public final class ScriptedServer implements Closeable {
    private final ServerSocket listening;
    private final SSLContext tls;
    private final ConcurrentLinkedQueue<Script> scripts;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicReference<AssertionError> failure = new AtomicReference<>();

    /** What the server does on one connection; at its end the connection is closed. */
    public interface Script {
        /** An {@link IOException} means no more than that the client has gone; an assertion fails the test. */
        void run(Peer peer) throws Exception;
    }

    private ScriptedServer(InetAddress address, SSLContext tls, Script... scripts) throws IOException {
        this.listening = new ServerSocket(0, 50, address);
        this.tls = tls;
        this.scripts = new ConcurrentLinkedQueue<>(List.of(scripts));
        start(this::accept);
    }

    /** @param tls null for a server without TLS */
    static ScriptedServer on(InetAddress address, SSLContext tls, Script... scripts) throws IOException {
        return new ScriptedServer(address, tls, scripts);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Returns {@code target} at this server. */
    public HttpAddress address(String target) {
        return HttpAddress.parse((tls == null ? "http" : "https") + "://127.0.0.1:" + port() + target);
    }

    /** Returns how many connections there have been. */
    public int connections() {
        return peers.size();
    }

    /** Returns the heads of all requests in the order of their arrival. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    /** Waits until a request has come. */
    void awaitHead() throws InterruptedException {
        asked.await();
    }

    private void note(String head) {
        heads.add(head);
        asked.countDown();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                Script script = scripts.size() > 1 ? scripts.poll() : scripts.peek();
                Peer peer = new Peer(socket, this::note);
                peers.add(peer);
                start(() -> serve(peer, script));
            }
        } catch (IOException e) {
            // The server was closed.
        }
    }

    private void serve(Peer peer, Script script) {
        try (peer) {
            if (tls != null) {
                peer.startTls(tls);
            }
            script.run(peer);
        } catch (AssertionError e) {
            failure.compareAndSet(null, e);
        } catch (Exception e) {
            // The client has gone; whether it should have is what the test asserts.
        }
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        synchronized (threads) {
            threads.add(thread);
        }
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        peers.forEach(Peer::close);
        List<Thread> running;
        synchronized (threads) {
            running = List.copyOf(threads);
        }
        running.forEach(Thread::interrupt);
        if (failure.get() != null) {
            throw failure.get();
        }
    }
}
