package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.PartFile;
import io.jenkins.plugins.gitlabgenericpackages.client.files.Target;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageListing;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal.BegunDownload;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Downloads one file: resumed after a break, verified, and only then at its place. Used once, by one thread. */
final class FileDownload {
    /** Smaller files are fetched again in less time than it takes to note where they are. */
    private static final long WORTH_GOING_ON = 256 * 1024;

    private final Session session;
    private final PackageContents contents;
    private final PackageFileName name;
    private final Target target;
    private final ExpectedContent expected;
    private final boolean withMd5;
    private final FileRanges ranges;
    private Optional<Sha256> lastMismatch = Optional.empty();

    /** Whether an answer did not fit what the list says: a newer file may have come. */
    private boolean doubtsTheList;

    FileDownload(
            Session session, PackageContents contents, DownloadSelection.Item item, Target target, FileRanges ranges) {
        this.session = session;
        this.contents = contents;
        this.name = item.name();
        this.target = target;
        this.expected = new ExpectedContent(name, item.required(), item.listed());
        this.withMd5 = session.settings().md5();
        this.ranges = ranges;
    }

    Outcome download() throws IOException, InterruptedException {
        target.check();
        Optional<FileContent> identical = identical();
        if (identical.isEmpty()) {
            Journal journal = session.journal();
            try (ranges;
                    PartFile part = new PartFile(target, journal.partId(name), journal::isBrokenOff, withMd5)) {
                takeOver(part);
                identical =
                        session.retry().call("download " + name, request().address(), () -> fetch(part), part::length);
                if (identical.isEmpty()) {
                    FileContent content = part.content();
                    part.moveIntoPlace(session.retry()::pause);
                    return Outcome.of(content, expected.verifier());
                }
            }
        }
        return Outcome.skipped(identical.get(), verifier());
    }

    /** Goes on with what an earlier attempt has left, if that still is of this file. */
    private void takeOver(PartFile part) throws IOException, InterruptedException {
        Optional<BegunDownload> begun = session.journal().begun(name);
        if (begun.isEmpty() || part.left() == 0) {
            return;
        }
        askTheList();
        if (expected.takeOver(begun.get(), part.left())) {
            part.takeOver();
            session.listener().note(name + " goes on after " + part.length() + " bytes");
        }
    }

    private Request request() {
        return session.api().get(new PackageFile(contents.owner(), name));
    }

    /** Returns the content of the target if an answer's head showed that it already is this file. */
    private Optional<FileContent> fetch(PartFile part) throws IOException, InterruptedException {
        if (doubtsTheList) {
            doubtsTheList = false;
            learn(contents.now());
        }
        if (part.length() > 0 && !expected.recognisesRest()) {
            restart(part);
        }
        if (part.length() == 0 || !expected.isAll(part.length())) {
            Request request = request();
            if (part.length() > 0) {
                request.header("Range", "bytes=" + part.length() + "-");
                expected.validator().ifPresent(tag -> request.header("If-Range", tag));
            }
            try (Response response = session.api().send(request)) {
                session.concurrency().learn(response);
                Optional<FileContent> identical = begin(response, part);
                if (identical.isPresent()) {
                    return identical;
                }
                receive(response.body(), part);
            }
            if (ranges.hasGap()) {
                return fetch(part);
            }
        }
        verify(part);
        return Optional.empty();
    }

    /** Returns the content of the target if the head of the answer shows that it already is this file. */
    private Optional<FileContent> begin(Response response, PartFile part) throws IOException, InterruptedException {
        boolean isRest = part.length() > 0 && (response.status() == 206 || response.status() == 416);
        // What has arrived is kept: the next attempt may well be able to go on.
        if (response.status() != 200 && !isRest) {
            throw session.api().failure(response);
        }
        try {
            if (isRest) {
                expected.checkRest(part.length(), response);
            } else {
                expected.learn(response);
            }
        } catch (ConnectionException e) {
            throw startAgain(part, e.getMessage());
        }
        askTheList();
        expected.checkIsFile();
        verifier();
        if (isRest) {
            return Optional.empty();
        }
        Optional<FileContent> identical = identical();
        if (identical.isEmpty()) {
            restart(part);
            if (expected.size().orElse(Long.MAX_VALUE) >= WORTH_GOING_ON) {
                session.journal().begin(expected.begun());
            }
        }
        return identical;
    }

    /** Takes what the answer brings, no more and no less than the file has. */
    private void receive(InputStream in, PartFile part) throws IOException, InterruptedException {
        OptionalLong size = expected.size();
        ranges.begin(part.length());
        for (int n; (n = ranges.read(part.length(), part.buffer(), in)) >= 0; ) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (part.length() + n > size.orElse(Long.MAX_VALUE)) {
                throw startAgain(
                        part, "more came than the " + size.getAsLong() + " bytes that the file has" + expected.doubt());
            }
            part.append(n);
            session.listener().transferred(name.value(), part.length(), size);
            if (size.isPresent() && expected.validator().isPresent()) {
                ranges.arrived(
                        part.length(), size.getAsLong(), expected.validator().get());
            }
        }
        if (part.length() < size.orElse(0) && !ranges.hasGap()) {
            throw new ConnectionException("only " + part.length() + " of the " + size.getAsLong()
                    + " bytes came that the file has" + expected.doubt());
        }
    }

    private void verify(PartFile part) throws IOException, InterruptedException {
        Sha256 sha256 = part.content().sha256();
        Optional<String> mismatch = expected.mismatch(sha256);
        if (mismatch.isPresent()) {
            boolean again = lastMismatch.filter(sha256::equals).isPresent();
            lastMismatch = Optional.of(sha256);
            ConnectionException damaged = startAgain(part, mismatch.get());
            // Damage on the way is not the same twice; a file that is another one is.
            throw again ? new RegistryException("Failed to download " + name + ": " + mismatch.get()) : damaged;
        }
        if (expected.sha256().isEmpty()) {
            session.listener().note(name + " is not verified: its sha256 is not known");
        }
    }

    private void restart(PartFile part) throws IOException {
        ranges.close();
        part.restart(expected.size());
    }

    /** Forgets what has arrived; returns what the attempt fails with. */
    private ConnectionException startAgain(PartFile part, String reason) throws IOException {
        restart(part);
        doubtsTheList = true;
        return new ConnectionException(reason);
    }

    /** @throws RegistryException if the file's SHA-256 is not known, and the user wants to be sure */
    private Verifier verifier() throws RegistryException {
        if (expected.verifier() == Verifier.NOBODY && session.settings().verify() == Verify.REQUIRED) {
            throw new RegistryException("Failed to download " + name + ": its sha256 is not known, and 'verify' is"
                    + " REQUIRED. Give 'sha256', use a token that can list the package, or leave the file out with"
                    + " 'excludes'");
        }
        return expected.verifier();
    }

    /** Looks into the list where nobody else has told a digest. */
    private void askTheList() throws RegistryException, InterruptedException {
        if (expected.sha256().isEmpty()) {
            learn(contents.before());
        }
    }

    private void learn(PackageListing listing) {
        listing.newest(name).map(RemoteFile::content).ifPresent(expected::learn);
    }

    private Optional<FileContent> identical() throws IOException, InterruptedException {
        return there(target.path(), expected.begun().whole(), withMd5);
    }

    /** Returns what is at the target if it has that digest, and that size where it is known. */
    static Optional<FileContent> there(Path target, RemoteContent wanted, boolean withMd5)
            throws IOException, InterruptedException {
        boolean mayBe = wanted.sha256().isPresent()
                && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.size(target) == wanted.size().orElse(Files.size(target));
        return mayBe
                ? Optional.of(FileDigest.read(target, withMd5)).filter(there -> wanted.has(there.sha256()))
                : Optional.empty();
    }
}
