package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.UploadSource;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.RequestBody;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Sends one file until GitLab has it. Used once, by one thread. */
final class FileSender {
    /** When to look for a file of which every byte was sent: it may well be there by now. */
    static final List<Integer> SECONDS = List.of(0, 2, 8);

    private static final Set<Integer> GATEWAY_TIMEOUTS = Set.of(504, 524);

    /** A gateway gave up, and GitLab may still be moving the file to its storage. */
    private static final List<Integer> SECONDS_AFTER_GATEWAY_TIMEOUT = List.of(0, 5, 15, 30, 60);

    private final Session session;
    private final UploadSource source;
    private final PackageFile file;
    private final boolean hidden;
    private final UploadVerifier verifier;

    /** What was sent by attempts whose end leaves it open whether GitLab has it. */
    private Optional<FileContent> open = Optional.empty();

    private boolean gatewayTimeout;

    FileSender(Session session, UploadSource source, PackageFile file, boolean hidden, UploadVerifier verifier) {
        this.session = session;
        this.source = source;
        this.file = file;
        this.hidden = hidden;
        this.verifier = verifier;
    }

    Outcome send() throws RegistryException, InterruptedException {
        try {
            return session.retry().call("upload " + file.name(), session.api().address(file), this::attempt);
        } catch (RegistryException e) {
            Optional<Outcome> late = isLost(e.getCause()) ? look(patience(), false) : Optional.empty();
            if (late.isPresent()) {
                return late.get();
            }
            throw e;
        }
    }

    private Outcome attempt() throws IOException, InterruptedException {
        if (open.isPresent()) {
            Optional<Outcome> there = look(gatewayTimeout ? patience().subList(0, 3) : List.of(0), true);
            if (there.isPresent()) {
                return there.get();
            }
        }
        source.checkUnchanged();
        Body body = new Body();
        try (Response response = session.api().put(file, hidden, body)) {
            session.concurrency().learn(response);
            gatewayTimeout = GATEWAY_TIMEOUTS.contains(response.status());
            if (response.status() != 200 && response.status() != 201) {
                throw session.api().failure(response);
            }
            FileContent sent = body.sent.orElseThrow(
                    () -> new ConnectionException("GitLab answered before it had the whole file"));
            return verifier.verified(session.api().stored(response), sent);
        } catch (ConnectionException | GitLabException e) {
            open = body.sent.filter(sent -> isOpen(e)).or(() -> open);
            throw e;
        }
    }

    /** Returns whether GitLab may have done what it did not say that it did. */
    private static boolean isOpen(Throwable failure) {
        return failure instanceof ConnectionException
                || failure instanceof GitLabException answer && answer.isAmbiguous();
    }

    /** Returns whether GitLab may have the file. That it takes no second one may mean that it has the first. */
    private boolean isLost(Throwable failure) {
        return open.isPresent()
                && (isOpen(failure) || failure instanceof GitLabException answer && answer.isDuplicate());
    }

    private List<Integer> patience() {
        return gatewayTimeout ? SECONDS_AFTER_GATEWAY_TIMEOUT : SECONDS;
    }

    private Optional<Outcome> look(List<Integer> seconds, boolean again)
            throws RegistryException, InterruptedException {
        Optional<Outcome> there = verifier.await(open.orElseThrow(), seconds, again);
        if (there.isPresent()) {
            session.listener().note(file.name() + " had arrived after all");
        }
        return there;
    }

    /** What one attempt sends: the file as it was when the upload began, digested on the way. */
    private final class Body implements RequestBody {
        /** What was sent, once all of it was: from then on GitLab may have the file. */
        private Optional<FileContent> sent = Optional.empty();

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
                    if (done + n == length() && in.read() >= 0) {
                        throw new RegistryException("The file " + source.name() + " goes on after the " + length()
                                + " bytes that it says it has: copy it to another file first");
                    }
                    if (n < 0) {
                        throw new RegistryException(
                                "The file " + source.name() + " ends after " + done + " of " + length() + " bytes");
                    }
                    digest.update(n);
                    out.write(buffer, 0, n);
                    done += n;
                    session.listener().transferred(source.name().value(), done, size);
                }
                FileContent content = digest.content();
                sent = Optional.of(content);
                session.journal().send(source.name(), content.sha256());
            }
        }
    }
}
