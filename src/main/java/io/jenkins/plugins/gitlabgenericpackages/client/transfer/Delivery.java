package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Sends one file until it has arrived. Used once, by one thread. */
final class Delivery {
    /** A gateway gave up, and GitLab may still be moving the file to its storage. */
    private static final List<Integer> SECONDS_AFTER_GATEWAY_TIMEOUT = List.of(0, 5, 15, 30, 60);

    private final Session session;
    private final LocalFile local;
    private final PackageFile file;
    private final boolean hidden;
    private final Arrival arrival;

    /** The digest of an attempt that may have succeeded without our learning of it. */
    private Optional<Sha256> sent = Optional.empty();

    private Optional<Md5> md5 = Optional.empty();

    private boolean sentBefore;
    private boolean gatewayTimeout;

    Delivery(Session session, LocalFile local, PackageFile file, boolean hidden, Arrival arrival) {
        this.session = session;
        this.local = local;
        this.file = file;
        this.hidden = hidden;
        this.arrival = arrival;
    }

    Delivered send() throws RegistryException, InterruptedException {
        Delivered delivered = deliver();
        if (!arrival.missesMd5(delivered)) {
            return delivered;
        }
        return delivered.withMd5(md5.isPresent() ? md5 : computed());
    }

    /** Reads the file once more: as a rule GitLab tells the MD5, so that it is not computed until it is missed. */
    private Optional<Md5> computed() throws InterruptedException {
        try {
            Optional<Md5> computed = FileDigest.md5(local.path());
            local.checkUnchanged();
            return computed;
        } catch (IOException e) {
            // Somebody has changed it since, or taken it away.
            return Optional.empty();
        }
    }

    private Delivered deliver() throws RegistryException, InterruptedException {
        try {
            return session.retry().call("upload " + file.name(), session.api().address(file), this::attempt);
        } catch (RegistryException e) {
            Optional<Delivered> late = mayHaveArrived(e) ? look(patience()) : Optional.empty();
            if (late.isPresent()) {
                return late.get();
            }
            throw e;
        }
    }

    private Delivered attempt() throws IOException, InterruptedException {
        if (sent.isPresent()) {
            Optional<Delivered> there = look(gatewayTimeout ? patience().subList(0, 3) : List.of(0));
            if (there.isPresent()) {
                return there.get();
            }
            if (!arrival.canTell()) {
                session.listener().note("Cannot tell whether " + file.name() + " had arrived: sending it again");
            }
            sentBefore = true;
        }
        local.checkUnchanged();
        FileBody body = new FileBody(local, session, arrival.lacksMd5());
        try (Response response = session.api().put(file, hidden, body)) {
            gatewayTimeout = response.status() == 504;
            return verify(response, body.sha256());
        } finally {
            sent = body.sha256().or(() -> sent);
            md5 = body.md5().or(() -> md5);
        }
    }

    private Delivered verify(Response response, Optional<Sha256> digest) throws IOException, InterruptedException {
        if (response.status() != 200 && response.status() != 201) {
            throw session.api().failure(response);
        }
        Sha256 sha256 =
                digest.orElseThrow(() -> new ConnectionException("GitLab answered before it had the whole file"));
        RemoteFile stored = session.api().stored(response);
        return arrival.verified(stored, sha256);
    }

    /** Returns whether GitLab may have the file although it did not say so. */
    private boolean mayHaveArrived(RegistryException failure) {
        if (sent.isEmpty()) {
            return false;
        }
        if (failure.getCause() instanceof GitLabException answer) {
            return answer.isAmbiguous() || sentBefore && answer.isDuplicate();
        }
        return failure.getCause() instanceof ConnectionException;
    }

    private List<Integer> patience() {
        return gatewayTimeout ? SECONDS_AFTER_GATEWAY_TIMEOUT : Arrival.SECONDS;
    }

    private Optional<Delivered> look(List<Integer> seconds) throws RegistryException, InterruptedException {
        Optional<Delivered> there = arrival.await(sent.orElseThrow(), seconds);
        if (there.isPresent()) {
            session.listener().note(file.name() + " had arrived after all");
        }
        return there;
    }
}
