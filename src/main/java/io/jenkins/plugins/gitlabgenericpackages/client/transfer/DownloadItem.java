package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import java.util.Optional;

/**
 * A file to download.
 *
 * @param localName where it goes, below the target folder, with {@code /}
 * @param listed what the package's list says of it, where it was listed
 * @param required what it must be whatever GitLab says of it
 */
record DownloadItem(PackageFileName name, String localName, Optional<RemoteContent> listed, Optional<RequiredDigest> required) {}
