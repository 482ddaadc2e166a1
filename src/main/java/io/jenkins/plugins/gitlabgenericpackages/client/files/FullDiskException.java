package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.IOException;

/** There is no room for what comes: other files need not be fetched. */
public final class FullDiskException extends RegistryException {
    private static final long serialVersionUID = 1L;

    public FullDiskException(String message, IOException cause) {
        super(message, cause);
    }
}
