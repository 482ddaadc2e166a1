package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Tells another listener everything; a subclass says what it tells otherwise. */
public abstract class ForwardingListener implements TransferListener {
    private final TransferListener listener;

    protected ForwardingListener(TransferListener listener) {
        this.listener = listener;
    }

    @Override
    public void started(Direction direction, GenericPackage target, String where, int files, OptionalLong bytes) {
        listener.started(direction, target, where, files, bytes);
    }

    @Override
    public void continued(Direction direction, GenericPackage target, String where, int files, int finished) {
        listener.continued(direction, target, where, files, finished);
    }

    @Override
    public void transferred(String fileName, long done, OptionalLong size) {
        listener.transferred(fileName, done, size);
    }

    @Override
    public void retrying(String what, String reason, Duration wait) {
        listener.retrying(what, reason, wait);
    }

    @Override
    public void note(String text) {
        listener.note(text);
    }

    @Override
    public void finished(TransferredFile file, Duration time) {
        listener.finished(file, time);
    }

    @Override
    public void ended(List<TransferredFile> files, int failed) {
        listener.ended(files, failed);
    }
}
