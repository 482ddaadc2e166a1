package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.PartFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageListing;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal.BegunDownload;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Downloads one file: resumed after a break, verified, and only then at its place. Used once, by one thread. */
final class FileDownload {
    /** Smaller files are fetched again in less time than it takes to note where they are. */
    private static final long WORTH_GOING_ON = 256 * 1024;

    private final Session session;
    private final PackageContents contents;
    private final PackageFileName name;
    private final Path target;
    private final ExpectedContent expected;
    private final boolean withMd5;

    FileDownload(Session session, PackageContents contents, DownloadSelection.Item item, Path target) {
        this.session = session;
        this.contents = contents;
        this.name = item.name();
        this.target = target;
        this.expected = new ExpectedContent(name, item.required(), item.listed());
        this.withMd5 = session.settings().md5();
    }

    Outcome download() throws IOException, InterruptedException {
        if (Files.isDirectory(target)) {
            throw new RegistryException("There is a folder at " + target + ": name a file to download to");
        }
        Optional<FileContent> identical = identical();
        if (identical.isPresent()) {
            return Outcome.skipped(identical.get(), verifier());
        }
        Journal journal = session.journal();
        try (PartFile part = new PartFile(target, journal.partId(name), journal::isBrokenOff, withMd5)) {
            takeOver(part);
            DownloadSink sink = new DownloadSink(session, name, expected, part);
            identical = session.retry()
                    .call("download " + name, request().address(), () -> fetch(part, sink), part::length);
            if (identical.isPresent()) {
                return Outcome.skipped(identical.get(), verifier());
            }
            FileContent content = part.content();
            part.moveIntoPlace();
            return Outcome.of(content, expected.verifier());
        }
    }

    /** Goes on with what an earlier attempt has left, if that still is of this file. */
    private void takeOver(PartFile part) throws IOException, InterruptedException {
        Optional<BegunDownload> begun = session.journal().begun(name);
        if (begun.isEmpty() || part.left() == 0) {
            return;
        }
        if (expected.sha256().isEmpty()) {
            learn(contents.before());
        }
        if (expected.takeOver(begun.get(), part.left())) {
            part.takeOver();
            session.listener().note(name + " goes on after " + part.length() + " bytes");
        }
    }

    private Request request() {
        return session.api().get(new PackageFile(contents.owner(), name));
    }

    /** Returns the content of the target if an answer's head showed that it already is this file. */
    private Optional<FileContent> fetch(PartFile part, DownloadSink sink) throws IOException, InterruptedException {
        if (sink.doubtsTheList()) {
            learn(contents.now());
        }
        if (part.length() > 0 && !expected.recognisesRest()) {
            part.restart(expected.size());
        }
        if (part.length() > 0 && expected.isAll(part.length())) {
            sink.verify();
            return Optional.empty();
        }
        Request request = request();
        if (part.length() > 0) {
            request.header("Range", "bytes=" + part.length() + "-");
            expected.validator().ifPresent(tag -> request.header("If-Range", tag));
        }
        try (Response response = session.api().send(request)) {
            if (response.status() == 416 && part.length() > 0) {
                throw sink.startAgain("the server has no more of the file: starting again");
            }
            if (response.status() == 206 && part.length() > 0) {
                sink.goOn(response);
                verifier();
            } else {
                Optional<FileContent> identical = begin(response, sink);
                if (identical.isPresent()) {
                    return identical;
                }
            }
            sink.receive(response.body());
        }
        sink.verify();
        return Optional.empty();
    }

    /** Returns the content of the target if it already is this file. */
    private Optional<FileContent> begin(Response response, DownloadSink sink) throws IOException, InterruptedException {
        // What has arrived is kept: the next attempt may well be able to go on.
        if (response.status() != 200) {
            throw session.api().failure(response);
        }
        sink.learn(response);
        if (expected.sha256().isEmpty()) {
            learn(contents.before());
        }
        verifier();
        Optional<FileContent> identical = identical();
        if (identical.isEmpty()) {
            sink.begin();
            if (expected.size().orElse(Long.MAX_VALUE) >= WORTH_GOING_ON) {
                session.journal().begin(expected.begun());
            }
        }
        return identical;
    }

    /** @throws RegistryException if nobody vouches for the file, and the user wants to be sure */
    private Verifier verifier() throws RegistryException {
        if (expected.verifier() == Verifier.NOBODY && session.settings().verify() == Verify.REQUIRED) {
            throw new RegistryException("Failed to download " + name + ": nobody tells its sha256, and 'verify' is"
                    + " REQUIRED. Give 'sha256', use a token that can list the package, or leave the file out with"
                    + " 'excludes'");
        }
        return expected.verifier();
    }

    private void learn(PackageListing listing) {
        listing.newest(name).map(RemoteFile::content).ifPresent(expected::learn);
    }

    /** Returns what is at the target if it is this file. */
    private Optional<FileContent> identical() throws IOException, InterruptedException {
        if (expected.sha256().isEmpty()
                || !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                || Files.size(target) != expected.size().orElse(Files.size(target))) {
            return Optional.empty();
        }
        return Optional.of(FileDigest.read(target, withMd5))
                .filter(there -> there.sha256().equals(expected.sha256().get()));
    }
}
