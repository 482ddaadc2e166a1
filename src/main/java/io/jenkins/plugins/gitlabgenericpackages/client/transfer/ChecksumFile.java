package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageListing;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ChecksumList;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TextFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * A package's checksum file as it is in GitLab.
 *
 * @param sha256 its own digest
 * @param verifiedBy who told that digest as well
 * @param fromGitLab whether it came from GitLab's own origin, and not from a host behind a redirect
 */
record ChecksumFile(PackageFileName name, ChecksumList list, Sha256 sha256, Verifier verifiedBy, boolean fromGitLab) {
    /** As many lines as a package may have files, with long names. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    /** What the files of gpg, Debian, minisign and Sigstore add to the name. */
    private static final Pattern SIGNATURE = Pattern.compile("\\.(asc|gpg|sig|sign|minisig|sigstore|sigstore\\.json)");

    /**
     * Reads the newest file of that name; nothing if there is none.
     *
     * @param listing what the package has
     * @throws RegistryException if it cannot be read, or is no checksum file
     */
    static Optional<ChecksumFile> read(
            Session session, PackageContents contents, PackageListing listing, PackageFileName name)
            throws RegistryException, InterruptedException {
        Request request = session.api().get(new PackageFile(contents.owner(), name));
        AtomicReference<PackageListing> known = new AtomicReference<>(listing);
        return session.retry().call("read the checksum file " + name, request.address(), () -> {
            Optional<RemoteContent> listed = known.get().newest(name).map(RemoteFile::content);
            ExpectedContent expected = new ExpectedContent(name, Optional.empty(), listed);
            try (Response response = session.api().send(request)) {
                if (response.status() != 200) {
                    GitLabException failure = session.api().failure(response);
                    if (failure.isMissing()) {
                        return Optional.empty();
                    }
                    throw failure;
                }
                expected.learn(response);
                expected.checkIsFile();
                return Optional.of(read(response, expected, name));
            } catch (ConnectionException e) {
                // A newer one than the list knows may have come.
                known.set(contents.now());
                throw e;
            }
        });
    }

    private static ChecksumFile read(Response response, ExpectedContent expected, PackageFileName name)
            throws IOException {
        byte[] bytes = response.body().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new RegistryException(name + " is no checksum file: it is longer than " + MOST_BYTES + " bytes");
        }
        MessageDigest digest = Sha256.newDigest();
        digest.update(bytes);
        Sha256 sha256 = Sha256.of(digest);
        Optional<String> mismatch = expected.mismatch(sha256);
        if (mismatch.isPresent()) {
            throw new ConnectionException(mismatch.get());
        }
        try {
            ChecksumList list = ChecksumList.parse(TextFile.read(bytes));
            return new ChecksumFile(name, list, sha256, expected.verifier(), response.fromAskedOrigin());
        } catch (IllegalArgumentException e) {
            throw new RegistryException(name + " is no checksum file: " + e.getMessage(), e);
        }
    }

    /** Returns whether that file is not listed since it signs this one, which is there before it. */
    boolean isSignedBy(PackageFileName file) {
        String end = file.value().startsWith(name.value())
                ? file.value().substring(name.value().length())
                : "";
        return SIGNATURE.matcher(end).matches() && list.of(file).isEmpty();
    }

    /** Returns whether its lines can say what a file is: GitLab told its digest, or sent the file itself. */
    boolean isTrusted() {
        return fromGitLab || verifiedBy == Verifier.GITLAB;
    }

    /** Says what it lists, and whether its own digest is known. */
    @Override
    public String toString() {
        return name + " lists " + list.count() + " and is "
                + (verifiedBy == Verifier.GITLAB
                        ? "verified by GitLab"
                        : "used as it came: GitLab does not tell its sha256, as is usual for deploy tokens");
    }
}
