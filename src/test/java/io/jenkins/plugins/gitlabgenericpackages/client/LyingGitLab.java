package io.jenkins.plugins.gitlabgenericpackages.client;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Peer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.rules.ExternalResource;

/** A server that answers each request with whatever a test wants, true or not. What it was not told about is not there. */
public final class LyingGitLab extends ExternalResource {
    private final Loopback loopback = new Loopback();
    private final Handoff handoff;
    private final Map<String, Lie> lies = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private ScriptedServer server;

    /** Writes the whole answer to one request. */
    public interface Lie {
        void tell(Peer peer) throws Exception;
    }

    public LyingGitLab(Handoff handoff) {
        this.handoff = handoff;
    }

    @Override
    protected void before() throws IOException {
        server = loopback.serve(this::converse);
        handoff.gitlabUrl = server.address("").origin();
        answer("GET", "/packages?", "200 OK", "[]");
    }

    @Override
    protected void after() {
        loopback.close();
    }

    /** Answers requests that begin with a method and contain a text, such as {@code GET /package_files}, with a lie. */
    public void answer(String method, String target, Lie lie) {
        lies.put(method + " " + target, lie);
    }

    public void answer(String method, String target, String statusAndHeaders, String body) {
        answer(method, target, peer -> peer.answer(statusAndHeaders, body));
    }

    /** Lists the package with that one file. */
    public void list(String fileName, String size, String sha256) {
        lists("[{\"id\":11,\"package_id\":1,\"file_name\":\"" + fileName + "\",\"size\":" + size + ",\"file_sha256\":\""
                + sha256 + "\"}]");
    }

    /** Lists the package with these files in JSON. */
    public void lists(String files) {
        answer(
                "GET",
                "/packages?",
                "200 OK\r\nContent-Type: application/json",
                "[{\"id\":1,\"name\":\"app\",\"version\":\"1.0\",\"status\":\"default\",\"created_at\":\"2026-01-01T00:00:00Z\"}]");
        answer("GET", "/package_files?", "200 OK\r\nContent-Type: application/json", files);
    }

    /** Starts another origin, as an object storage is one. */
    public ScriptedServer storage(Lie lie) throws IOException {
        return loopback.serve(peer -> {
            while (true) {
                peer.readHead();
                lie.tell(peer);
            }
        });
    }

    public int requests() {
        return requests.get();
    }

    /** Returns the heads of the requests so far. */
    public List<String> heads() {
        return server.heads();
    }

    public static FileSelection wholePackage() {
        return Handoff.all("in");
    }

    public static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void converse(Peer peer) throws Exception {
        while (true) {
            String head = peer.readHead();
            requests.incrementAndGet();
            int length = head.lines()
                    .filter(line -> line.startsWith("Content-Length: "))
                    .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
                    .findFirst()
                    .orElse(0);
            for (int i = 0; i < length; i++) {
                peer.readByte();
            }
            lieFor(head).tell(peer);
        }
    }

    private Lie lieFor(String head) {
        String[] words = head.split(" ", 3);
        return lies.entrySet().stream()
                .filter(lie -> {
                    String[] wanted = lie.getKey().split(" ", 2);
                    return wanted[0].equals(words[0]) && words[1].contains(wanted[1]);
                })
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(peer -> peer.answer("404 Not Found", "{\"message\":\"404 Not found\"}"));
    }
}
