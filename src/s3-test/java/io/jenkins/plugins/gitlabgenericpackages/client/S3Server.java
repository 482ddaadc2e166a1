package io.jenkins.plugins.gitlabgenericpackages.client;

import io.jenkins.plugins.gitlabgenericpackages.standin.downloads.DirectDownloads;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;

/**
 * A server that speaks S3 in truth, with the stand-in's files in it: each is put there when it is asked for. Hands out
 * addresses as GitLab does, which lead through a connection that a test can cut.
 */
final class S3Server implements DirectDownloads {
    private static final String BUCKET = "/packages";
    private static final String ACCESS_KEY = "AKSTANDIN";
    private static final String SECRET_KEY = "s3cret-stand-in";

    private final BlobStoreContext store;
    private final S3Proxy server;
    private final CutConnections connections;
    private final PresignedAddress addresses;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<Long> there = new HashSet<>();
    private final List<URI> handedOut = new CopyOnWriteArrayList<>();
    /** How long the addresses are good for that are handed out from now on. */
    volatile Duration life = Duration.ofMinutes(10);

    S3Server() throws Exception {
        store = ContextBuilder.newBuilder(new TransientApiMetadata()).build(BlobStoreContext.class);
        server = S3Proxy.builder()
                .blobStore(store.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        server.start();
        connections = new CutConnections(server.getPort());
        addresses = new PresignedAddress(connections.url(), ACCESS_KEY, SECRET_KEY);
        put(BUCKET, BodyPublishers.noBody());
    }

    CutConnections connections() {
        return connections;
    }

    /** Returns the addresses that the stand-in has redirected to, in order. */
    List<URI> handedOut() {
        return List.copyOf(handedOut);
    }

    @Override
    public synchronized String address(StoredFile file, String method) throws IOException {
        String path = BUCKET + "/" + file.id() + "/" + PresignedAddress.encode(file.fileName());
        if (there.add(file.id())) {
            put(path, BodyPublishers.ofFile(file.blob()));
        }
        Map<String, String> query = Map.of(
                "response-content-disposition",
                "attachment; filename=\"" + file.fileName() + "\"",
                "response-content-type",
                "application/octet-stream");
        URI address = addresses.of(method, path, query, Instant.now(), life);
        handedOut.add(address);
        return address.toString();
    }

    private void put(String path, BodyPublisher body) throws IOException {
        URI address = addresses.of("PUT", path, Map.of(), Instant.now(), Duration.ofMinutes(10));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(address).PUT(body));
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
    }

    /** Gets an address with these headers. */
    HttpResponse<String> get(URI address, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    void stop() throws Exception {
        connections.close();
        server.stop();
        store.close();
    }
}
