package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.PartFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.PartOfFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Downloads one file: resumed after a break, verified, and only then at its place. Used once, by one thread. */
final class Downloader {
    /** Smaller files are fetched again in less time than it takes to note where they are. */
    private static final long WORTH_GOING_ON = 256 * 1024;

    /** To ask GitLab for the MD5 of a larger file takes less than to compute it. */
    private static final long WORTH_ASKING = 32 * 1024 * 1024;

    private final Session session;
    private final PackageContents contents;
    private final PackageFileName name;
    private final Path target;
    private final Expected expected;

    /** What a download came to, and whether nothing had to be fetched. */
    record Outcome(FileContent content, Verifier verifiedBy, boolean skipped) {}

    Downloader(Session session, PackageContents contents, Wanted wanted, Path target) {
        this.session = session;
        this.contents = contents;
        this.name = wanted.name();
        this.target = target;
        this.expected = new Expected(name, wanted.pin(), wanted.listed());
    }

    Outcome download() throws IOException, InterruptedException {
        if (Files.isDirectory(target)) {
            throw new RegistryException("There is a folder at " + target + ": name a file to download to");
        }
        if (isIdentical()) {
            return skipped();
        }
        Optional<UUID> id = session.journal().partId(name);
        try (PartFile part = id.isPresent()
                ? PartFile.beside(target, id.get(), session.journal()::isBrokenOff, lacksMd5())
                : PartFile.beside(target, lacksMd5())) {
            takeOver(part);
            Reception reception = new Reception(session, name, expected, part);
            boolean identical =
                    session.retry().call("download " + name, request().address(), () -> fetch(part, reception));
            if (identical) {
                return skipped();
            }
            FileContent content = content(part.length(), part.sha256(), md5(part));
            part.moveIntoPlace();
            return new Outcome(content, expected.verifier(), false);
        }
    }

    /** Goes on with what an earlier attempt has left, if that still is of this file. */
    private void takeOver(PartFile part) throws IOException, InterruptedException {
        Optional<PartOfFile> begun = session.journal().begun(name);
        if (begun.isEmpty() || part.left() == 0) {
            return;
        }
        if (expected.sha256().isEmpty()) {
            askList();
        }
        if (expected.takeOver(begun.get(), part.left())) {
            part.takeOver();
            session.listener().note(name + " goes on after " + part.length() + " bytes");
        }
    }

    private Request request() {
        return session.api().get(new PackageFile(contents.owner(), name));
    }

    private Outcome skipped() throws IOException {
        FileContent content = content(Files.size(target), expected.sha256().orElseThrow(), Optional.empty());
        return new Outcome(content, expected.verifier(), true);
    }

    private FileContent content(long size, Sha256 sha256, Optional<Md5> computed) {
        return new FileContent(
                size, sha256, computed.or(() -> expected.md5(sha256)).orElse(null));
    }

    /** Returns whether the MD5 is wanted, and was not listed. */
    private boolean lacksMd5() {
        return session.settings().md5() && !expected.isMd5Listed();
    }

    private Optional<Md5> md5(PartFile part) throws IOException, InterruptedException {
        Optional<Md5> computed = part.md5();
        if (computed.isPresent() || !lacksMd5()) {
            return computed;
        }
        Optional<Md5> told = contents.md5(name, part.sha256());
        return told.isPresent() ? told : part.readMd5();
    }

    /** Returns true if the answer's head showed that the target already is this file. */
    private boolean fetch(PartFile part, Reception reception) throws IOException, InterruptedException {
        if (reception.doubtsTheList()) {
            contents.refresh();
            askList();
        }
        if (part.length() > 0 && !expected.recognisesRest()) {
            part.restart();
        }
        if (part.length() > 0 && expected.isAll(part.length())) {
            reception.verify();
            return false;
        }
        Request request = request();
        if (part.length() > 0) {
            request.header("Range", "bytes=" + part.length() + "-");
            expected.validator().ifPresent(tag -> request.header("If-Range", tag));
        }
        try (Response response = session.api().send(request)) {
            if (response.status() == 416 && part.length() > 0) {
                throw reception.startAgain("the server has no more of the file: starting again");
            }
            if (response.status() == 206 && part.length() > 0) {
                reception.goOn(response);
                requireDigest();
            } else if (begin(response, reception)) {
                return true;
            }
            reception.receive(response.body());
        }
        reception.verify();
        return false;
    }

    /** Returns true if the target already is this file. */
    private boolean begin(Response response, Reception reception) throws IOException, InterruptedException {
        // What has arrived is kept: the next attempt may well be able to go on.
        if (response.status() != 200) {
            throw session.api().failure(response);
        }
        reception.learn(response);
        if (expected.sha256().isEmpty()) {
            askList();
        }
        requireDigest();
        if (isIdentical()) {
            return true;
        }
        boolean asks = expected.size().orElse(0) >= WORTH_ASKING && contents.mayTellMd5();
        reception.begin(lacksMd5() && !asks);
        if (expected.size().orElse(Long.MAX_VALUE) >= WORTH_GOING_ON) {
            session.journal().begin(expected.part());
        }
        return false;
    }

    private void requireDigest() throws RegistryException {
        if (expected.sha256().isEmpty() && session.settings().verify() == Verify.REQUIRED) {
            throw new RegistryException("Failed to download " + name + ": nobody tells its sha256, and 'verify' is"
                    + " REQUIRED. Give 'sha256', or use a token that can list the package");
        }
    }

    private void askList() throws RegistryException, InterruptedException {
        if (contents.isListed()) {
            contents.newest(name).ifPresent(expected::learn);
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
