package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import java.io.IOException;
import java.io.InputStream;

/** What is sent under one name. It is read from its start for each attempt. */
public interface UploadSource {
    PackageFileName name();

    /** Returns the number of bytes. */
    long size();

    InputStream open() throws IOException;

    /** @throws RegistryException if it is not what it was when the upload began */
    default void checkUnchanged() throws IOException {}
}
