package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.UploadSource;
import io.jenkins.plugins.gitlabgenericpackages.client.http.RequestBody;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** Sends a file as it was when the upload began, and digests it on the way. Used for one attempt. */
final class UploadBody implements RequestBody {
    private final UploadSource source;
    private final Session session;
    private FileContent sent;

    UploadBody(UploadSource source, Session session) {
        this.source = source;
        this.session = session;
    }

    @Override
    public long length() {
        return source.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        OptionalLong size = OptionalLong.of(length());
        long done = 0;
        try (InputStream in = source.open();
                FileDigest digest = new FileDigest(size, session.settings().md5())) {
            while (done < length()) {
                byte[] buffer = digest.buffer();
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, length() - done));
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (n < 0 || done + n == length()) {
                    // All is read, and without these last bytes GitLab stores nothing.
                    source.checkUnchanged();
                }
                if (n < 0) {
                    throw new RegistryException("The file " + source.name() + " ends after " + done + " of " + length()
                            + " bytes");
                }
                digest.update(n);
                out.write(buffer, 0, n);
                done += n;
                session.listener().transferred(source.name().value(), done, size);
            }
            sent = digest.content();
            session.journal().send(source.name(), sent.sha256());
        }
    }

    /** Returns what was sent, once all of it was: from then on GitLab may have the file. */
    Optional<FileContent> sent() {
        return Optional.ofNullable(sent);
    }
}
