package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.PartFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Downloads one file: resumed after a break, verified, and only then at its place. Used once, by one thread. */
final class Downloader {
    private final PackagesApi api;
    private final PackageContents contents;
    private final Retry retry;
    private final TransferListener listener;
    private final GenericPackage source;
    private final PackageFileName name;
    private final Path target;
    private final String pinned;

    /** What GitLab says the file is; empty and negative until it is known. */
    private String expected;

    private long size;
    private String validator = "";
    private String lastMismatch = "";

    /** What a download came to. */
    record Outcome(long size, String sha256, boolean skipped) {}

    /**
     * @param listed the file as the package's list has it, if it was listed
     * @param pinned the digest that the user wants, or empty
     */
    Downloader(
            PackagesApi api,
            PackageContents contents,
            Retry retry,
            TransferListener listener,
            GenericPackage source,
            PackageFileName name,
            Path target,
            Optional<RemoteFile> listed,
            String pinned) {
        this.api = api;
        this.contents = contents;
        this.retry = retry;
        this.listener = listener;
        this.source = source;
        this.name = name;
        this.target = target;
        this.pinned = pinned;
        this.expected = pinned.isEmpty() ? listed.map(RemoteFile::sha256).orElse("") : pinned;
        this.size = listed.map(RemoteFile::size).orElse(-1L);
    }

    Outcome download() throws IOException, InterruptedException {
        if (Files.isDirectory(target)) {
            throw new RegistryException("There is a folder at " + target + ": name a file to download to");
        }
        if (isIdentical()) {
            return new Outcome(Files.size(target), expected, true);
        }
        Request request = api.get(source, name);
        try (PartFile part = PartFile.beside(target)) {
            boolean identical = retry.call("download " + name, request.address(), () -> fetch(part));
            if (identical) {
                return new Outcome(Files.size(target), expected, true);
            }
            String sha256 = expected;
            long length = part.length();
            part.moveIntoPlace();
            return new Outcome(length, sha256, false);
        }
    }

    /** Returns true if the answer's head showed that the target already is this file. */
    private boolean fetch(PartFile part) throws IOException, InterruptedException {
        Request request = api.get(source, name);
        if (part.length() > 0 && !canResume()) {
            part.restart(-1);
        }
        if (part.length() > 0) {
            request.header("Range", "bytes=" + part.length() + "-");
            if (!validator.isEmpty()) {
                request.header("If-Range", validator);
            }
        }
        try (Response response = api.send(request)) {
            if (response.status() == 416 && part.length() > 0) {
                part.restart(-1);
                throw new ConnectionException("the server has no more of the file: starting again");
            }
            boolean resumed = response.status() == 206 && resumesAt(part.length(), response);
            if (!resumed) {
                // What has arrived is kept: the next attempt may well be able to go on.
                if (response.status() != 200) {
                    throw api.failure(response);
                }
                learn(response);
                if (isIdentical()) {
                    return true;
                }
                part.restart(size);
            }
            receive(response.body(), part);
        }
        verify(part);
        return false;
    }

    private boolean canResume() {
        return !validator.isEmpty() || !expected.isEmpty();
    }

    private static boolean resumesAt(long offset, Response response) throws ConnectionException {
        String range = response.header("Content-Range").orElse("");
        if (!range.startsWith("bytes " + offset + "-")) {
            throw new ConnectionException("the server sent another part of the file than was asked for");
        }
        return true;
    }

    /** Takes from the answer what the file will have to be. */
    private void learn(Response response) throws RegistryException {
        String told = response.header("X-Checksum-SHA256")
                .map(header -> header.toLowerCase(Locale.ROOT))
                .filter(header -> header.matches("[0-9a-f]{64}"))
                .orElse("");
        if (!pinned.isEmpty() && !told.isEmpty() && !told.equals(pinned)) {
            throw new RegistryException("Failed to download " + name + ": its sha256 in GitLab is " + told
                    + ", but 'sha256' asks for " + pinned);
        }
        boolean webPage = response.header("Content-Type").orElse("").startsWith("text/html");
        if (webPage
                && told.isEmpty()
                && expected.isEmpty()
                && response.header("Content-Disposition").isEmpty()) {
            throw PackagesApi.notGitLab(response.address());
        }
        if (!told.isEmpty()) {
            expected = told;
        }
        size = response.header("Content-Length").map(Long::parseLong).orElse(-1L);
        validator = response.header("ETag")
                .filter(tag -> !tag.startsWith("W/"))
                .or(() -> response.header("Last-Modified"))
                .orElse("");
    }

    private void receive(InputStream in, PartFile part) throws IOException, InterruptedException {
        while (true) {
            byte[] buffer = part.buffer();
            int n = in.read(buffer);
            if (n < 0) {
                return;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            part.append(n);
            listener.transferred(name.value(), part.length(), size);
        }
    }

    private void verify(PartFile part) throws IOException, InterruptedException {
        String sha256 = part.sha256();
        if (expected.isEmpty()) {
            Optional<RemoteFile> newest = contents.isListed() ? contents.newest(name) : Optional.empty();
            expected = newest.map(RemoteFile::sha256).orElse("");
        }
        if (expected.isEmpty()) {
            listener.note("GitLab did not tell the sha256 of " + name + ": nothing to verify it with");
            expected = sha256;
        } else if (!sha256.equals(expected)) {
            String mismatch = "what arrived has the sha256 " + sha256 + " and not " + expected + " as "
                    + (pinned.isEmpty() ? "GitLab says" : "'sha256' asks for");
            part.restart(-1);
            // Damage on the way is not the same twice; a file that is another one is.
            if (sha256.equals(lastMismatch)) {
                throw new RegistryException("Failed to download " + name + ": " + mismatch);
            }
            lastMismatch = sha256;
            throw new ConnectionException(mismatch);
        }
    }

    private boolean isIdentical() throws IOException, InterruptedException {
        return !expected.isEmpty()
                && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && (size < 0 || Files.size(target) == size)
                && Sha256.of(target).equals(expected);
    }
}
