package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.PartFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
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

    /** Whether the last answer did not fit what the list says, so that the list may be old. */
    private boolean suspicious;

    /** What a download came to, and whether nothing had to be fetched. */
    record Outcome(FileContent content, Verifier verifiedBy, boolean skipped) {}

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
            FileContent content = content(part.length(), part.sha256());
            part.moveIntoPlace();
            return new Outcome(content, expected.verifier(), false);
        }
    }

    private Request request() {
        return session.api().get(new PackageFile(contents.owner(), name));
    }

    private Outcome skipped() throws IOException {
        FileContent content = content(Files.size(target), expected.sha256().orElseThrow());
        return new Outcome(content, expected.verifier(), true);
    }

    private FileContent content(long size, Sha256 sha256) {
        Optional<Md5> md5 = wanted.listed().filter(listed -> listed.has(sha256)).flatMap(RemoteContent::md5);
        return new FileContent(size, sha256, md5.orElse(null));
    }

    /** Returns true if the answer's head showed that the target already is this file. */
    private boolean fetch(PartFile part) throws IOException, InterruptedException {
        if (suspicious) {
            askList();
        }
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
                throw startAgain(part, new ConnectionException("the server has no more of the file: starting again"));
            }
            if (response.status() == 206 && part.length() > 0) {
                goOn(part, response);
            } else if (begin(part, response)) {
                return true;
            }
            receive(response.body(), part);
        }
        verify(part);
        return false;
    }

    private void goOn(PartFile part, Response response) throws IOException {
        try {
            expected.checkRest(part.length(), response, response.fromAskedOrigin());
        } catch (ConnectionException e) {
            throw startAgain(part, e);
        }
    }

    /** Returns true if the target already is this file. */
    private boolean begin(PartFile part, Response response) throws IOException, InterruptedException {
        // What has arrived is kept: the next attempt may well be able to go on.
        if (response.status() != 200) {
            throw session.api().failure(response);
        }
        try {
            expected.learn(response, response.fromAskedOrigin());
        } catch (ConnectionException e) {
            throw startAgain(part, e);
        }
        if (expected.sha256().isEmpty()) {
            askList();
        }
        if (expected.sha256().isEmpty() && session.settings().verify() == Verify.REQUIRED) {
            throw new RegistryException("Failed to download " + name + ": nobody tells its sha256, and 'verify' is"
                    + " REQUIRED. Give 'sha256', or use a token that can list the package");
        }
        if (isIdentical()) {
            return true;
        }
        part.restart(expected.size());
        return false;
    }

    /** Forgets what has arrived, and asks the list again before the next attempt: a newer file may have come. */
    private ConnectionException startAgain(PartFile part, ConnectionException reason) throws IOException {
        part.restart();
        suspicious = true;
        return reason;
    }

    private void askList() throws RegistryException, InterruptedException {
        if (contents.isListed()) {
            if (suspicious) {
                contents.refresh();
            }
            contents.newest(name).ifPresent(expected::learn);
        }
        suspicious = false;
    }

    private void receive(InputStream in, PartFile part) throws IOException, InterruptedException {
        while (true) {
            byte[] buffer = part.buffer();
            int n = in.read(buffer);
            if (n < 0) {
                break;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (part.length() + n > expected.size().orElse(Long.MAX_VALUE)) {
                throw startAgain(
                        part,
                        new ConnectionException(
                                "more came than the " + expected.size().getAsLong() + " bytes that the file has"));
            }
            part.append(n);
            session.listener().transferred(name.value(), part.length(), expected.size());
        }
        if (part.length() < expected.size().orElse(0)) {
            throw new ConnectionException("only " + part.length() + " of the "
                    + expected.size().getAsLong() + " bytes came that the file has");
        }
    }

    private void verify(PartFile part) throws IOException, InterruptedException {
        Sha256 sha256 = part.digest();
        if (expected.sha256().isEmpty()) {
            session.listener().note(name + " is not verified: nobody told its sha256");
        } else if (!expected.sha256().get().equals(sha256)) {
            String mismatch = "what arrived has the sha256 " + sha256 + " and not "
                    + expected.sha256().get() + " as "
                    + (expected.verifier() == Verifier.USER ? "'sha256' asks for" : "GitLab says");
            boolean again = lastMismatch.filter(sha256::equals).isPresent();
            lastMismatch = Optional.of(sha256);
            ConnectionException damaged = startAgain(part, new ConnectionException(mismatch));
            // Damage on the way is not the same twice; a file that is another one is.
            throw again ? new RegistryException("Failed to download " + name + ": " + mismatch) : damaged;
        }
    }

    private boolean isIdentical() throws IOException, InterruptedException {
        return expected.sha256().isPresent()
                && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && (expected.size().isEmpty()
                        || Files.size(target) == expected.size().getAsLong())
                && FileDigest.sha256(target).equals(expected.sha256().get());
    }
}
