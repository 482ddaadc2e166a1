package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.files.ParallelDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.http.RequestBody;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;

/** Sends a file as it was when the upload began, and computes its digests on the way. Used for one attempt. */
final class FileBody implements RequestBody {
    private final LocalFile file;
    private final Session session;
    private final boolean withMd5;
    private Sha256 sha256;
    private Optional<Md5> md5 = Optional.empty();

    /** @param withMd5 whether the MD5 is wanted too */
    FileBody(LocalFile file, Session session, boolean withMd5) {
        this.file = file;
        this.session = session;
        this.withMd5 = withMd5;
    }

    @Override
    public long length() {
        return file.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        OptionalLong size = OptionalLong.of(file.size());
        long done = 0;
        try (InputStream in = Files.newInputStream(file.path());
                ParallelDigest digest = new ParallelDigest(size, withMd5)) {
            while (done < file.size()) {
                byte[] buffer = digest.buffer();
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, file.size() - done));
                if (n < 0) {
                    throw file.changed();
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (done + n == file.size()) {
                    // All is read, and without these last bytes GitLab stores nothing.
                    file.checkUnchanged();
                }
                digest.update(n);
                out.write(buffer, 0, n);
                done += n;
                session.listener().transferred(file.name().value(), done, size);
            }
            sha256 = digest.sha256();
            md5 = digest.md5();
            session.journal().send(file.name(), sha256);
        }
    }

    /** Returns the digest of what was sent, once all of it was: from then on GitLab may have the file. */
    Optional<Sha256> sha256() {
        return Optional.ofNullable(sha256);
    }

    /** Returns the MD5 of what was sent, if it is wanted. */
    Optional<Md5> md5() {
        return md5;
    }
}
