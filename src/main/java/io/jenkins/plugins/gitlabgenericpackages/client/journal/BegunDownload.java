package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import java.util.Optional;

/**
 * A download that had begun: by what its rest can be asked for, and what the whole was to become.
 *
 * @param validator the ETag or date of what was sent, where the server gave one
 * @param whole as far as it was promised or announced
 */
public record BegunDownload(PackageFileName name, Optional<String> validator, RemoteContent whole) {}
