package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.PartFile;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Takes what answers bring of one file, no more and no less than it has, and verifies it. For one thread. */
final class DownloadSink {
    private final Session session;
    private final PackageFileName name;
    private final ExpectedContent expected;
    private final PartFile part;
    private Optional<Sha256> lastMismatch = Optional.empty();
    private boolean doubtsTheList;

    DownloadSink(Session session, PackageFileName name, ExpectedContent expected, PartFile part) {
        this.session = session;
        this.name = name;
        this.expected = expected;
        this.part = part;
    }

    /** Returns, once, whether an answer did not fit what the list says: a newer file may have come. */
    boolean doubtsTheList() {
        boolean doubts = doubtsTheList;
        doubtsTheList = false;
        return doubts;
    }

    /** Takes from the head of an answer with the whole file what it will have to be. */
    void learn(Response response) throws IOException {
        try {
            expected.learn(response, response.fromAskedOrigin());
        } catch (ConnectionException e) {
            throw startAgain(e);
        }
    }

    void begin() throws IOException {
        part.restart(expected.size());
    }

    /** Checks that an answer goes on where the last one broke off. */
    void goOn(Response response) throws IOException {
        try {
            expected.checkRest(part.length(), response, response.fromAskedOrigin());
        } catch (ConnectionException e) {
            throw startAgain(e);
        }
    }

    /** Forgets what has arrived; returns what the attempt fails with. */
    ConnectionException startAgain(String reason) throws IOException {
        return startAgain(new ConnectionException(reason));
    }

    private ConnectionException startAgain(ConnectionException reason) throws IOException {
        part.restart(expected.size());
        doubtsTheList = true;
        return reason;
    }

    void receive(InputStream in) throws IOException, InterruptedException {
        while (true) {
            int n = in.read(part.buffer());
            if (n < 0) {
                break;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (part.length() + n > expected.size().orElse(Long.MAX_VALUE)) {
                throw startAgain("more came than the " + expected.size().getAsLong() + " bytes that the file has");
            }
            part.append(n);
            session.listener().transferred(name.value(), part.length(), expected.size());
        }
        if (part.length() < expected.size().orElse(0)) {
            throw new ConnectionException("only " + part.length() + " of the "
                    + expected.size().getAsLong() + " bytes came that the file has");
        }
    }

    void verify() throws IOException, InterruptedException {
        Sha256 sha256 = part.content().sha256();
        if (expected.sha256().isEmpty()) {
            session.listener().note(name + " is not verified: nobody told its sha256");
        } else if (!expected.sha256().get().equals(sha256)) {
            String mismatch = "what arrived has the sha256 " + sha256 + " and not "
                    + expected.sha256().get() + " as " + expected.words();
            boolean again = lastMismatch.filter(sha256::equals).isPresent();
            lastMismatch = Optional.of(sha256);
            ConnectionException damaged = startAgain(mismatch);
            // Damage on the way is not the same twice; a file that is another one is.
            throw again ? new RegistryException("Failed to download " + name + ": " + mismatch) : damaged;
        }
    }
}
