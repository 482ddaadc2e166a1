package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.PartFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Downloads one file: resumed after a break, verified, and only then at its place. Used once, by one thread. */
final class Downloader {
    private final Session session;
    private final PackageContents contents;
    private final Wanted wanted;
    private final PackageFileName name;
    private final Path target;
    private final Expected expected;

    private Optional<Sha256> lastMismatch = Optional.empty();

    /** What a download came to, and whether nothing had to be fetched. */
    record Outcome(FileContent content, boolean skipped) {}

    /** @param pinned the digest that the user wants, if any */
    Downloader(Session session, PackageContents contents, Wanted wanted, Path target, Optional<Sha256> pinned) {
        this.session = session;
        this.contents = contents;
        this.wanted = wanted;
        this.name = wanted.name();
        this.target = target;
        this.expected = new Expected(name, pinned, wanted.listed());
    }

    Outcome download() throws IOException, InterruptedException {
        if (Files.isDirectory(target)) {
            throw new RegistryException("There is a folder at " + target + ": name a file to download to");
        }
        if (isIdentical()) {
            return skipped();
        }
        try (PartFile part = PartFile.beside(target)) {
            boolean identical =
                    session.retry().call("download " + name, request().address(), () -> fetch(part));
            if (identical) {
                return skipped();
            }
            FileContent content = content(part.length(), expected.sha256().orElseGet(part::sha256));
            part.moveIntoPlace();
            return new Outcome(content, false);
        }
    }

    private Request request() {
        return session.api().get(new PackageFile(contents.owner(), name));
    }

    private Outcome skipped() throws IOException {
        return new Outcome(content(Files.size(target), expected.sha256().orElseThrow()), true);
    }

    private FileContent content(long size, Sha256 sha256) {
        Optional<Md5> md5 =
                wanted.listed().filter(listed -> listed.has(sha256)).flatMap(RemoteContent::md5);
        return new FileContent(size, sha256, md5.orElse(null));
    }

    /** Returns true if the answer's head showed that the target already is this file. */
    private boolean fetch(PartFile part) throws IOException, InterruptedException {
        if (part.length() > 0 && !expected.recognisesRest()) {
            part.restart();
        }
        Request request = request();
        if (part.length() > 0) {
            request.header("Range", "bytes=" + part.length() + "-");
            expected.validator().ifPresent(tag -> request.header("If-Range", tag));
        }
        try (Response response = session.api().send(request)) {
            if (response.status() == 416 && part.length() > 0) {
                part.restart();
                throw new ConnectionException("the server has no more of the file: starting again");
            }
            if (response.status() == 206) {
                expected.checkRest(part.length(), response);
            } else {
                // What has arrived is kept: the next attempt may well be able to go on.
                if (response.status() != 200) {
                    throw session.api().failure(response);
                }
                expected.learn(response);
                if (isIdentical()) {
                    return true;
                }
                part.restart(expected.size());
            }
            receive(response.body(), part);
        }
        verify(part);
        return false;
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
            session.listener().transferred(name.value(), part.length(), expected.size());
        }
    }

    private void verify(PartFile part) throws IOException, InterruptedException {
        Sha256 sha256 = part.digest();
        if (expected.sha256().isEmpty() && contents.isListed()) {
            contents.newest(name).ifPresent(expected::learn);
        }
        if (expected.sha256().isEmpty()) {
            session.listener().note("GitLab did not tell the sha256 of " + name + ": nothing to verify it with");
        } else if (!expected.sha256().get().equals(sha256)) {
            String mismatch = "what arrived has the sha256 " + sha256 + " and not "
                    + expected.sha256().get() + " as " + expected.whoSays();
            part.restart();
            // Damage on the way is not the same twice; a file that is another one is.
            if (lastMismatch.filter(sha256::equals).isPresent()) {
                throw new RegistryException("Failed to download " + name + ": " + mismatch);
            }
            lastMismatch = Optional.of(sha256);
            throw new ConnectionException(mismatch);
        }
    }

    private boolean isIdentical() throws IOException, InterruptedException {
        return expected.sha256().isPresent()
                && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && (expected.size().isEmpty() || Files.size(target) == expected.size().getAsLong())
                && FileDigest.sha256(target).equals(expected.sha256().get());
    }
}
