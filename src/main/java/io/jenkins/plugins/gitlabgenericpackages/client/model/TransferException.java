package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.util.ArrayList;
import java.util.List;

/** Some files of a transfer failed for good; the others are at both ends. */
public final class TransferException extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<TransferredFile> transferred;

    public TransferException(String message, Throwable cause, List<TransferredFile> transferred) {
        super(message, cause);
        this.transferred = new ArrayList<>(transferred);
    }

    /** Returns the files that did not fail, in the order of the request. */
    public List<TransferredFile> transferred() {
        return List.copyOf(transferred);
    }
}
