package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.Serializable;
import java.util.HashMap;

/**
 * Files that somebody knows to be in a package: a download takes these and no others.
 *
 * @param by who knows them, for messages, such as {@code build app #42}
 * @param digests of each file
 */
public record RecordedFiles(String by, HashMap<PackageFileName, Sha256> digests) implements Serializable {}
