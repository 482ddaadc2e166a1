package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.util.OptionalLong;

/**
 * What the transfer of one file came to: it is at both ends now.
 *
 * @param skipped whether it was not transferred because an identical one was there
 * @param id GitLab's id of what was stored, where it was told
 * @param besideOlder whether an older file of that name stays in the package
 */
record Outcome(FileContent content, Verifier verifiedBy, boolean skipped, OptionalLong id, boolean besideOlder) {
    Outcome(FileContent content, Verifier verifiedBy, boolean skipped, OptionalLong id) {
        this(content, verifiedBy, skipped, id, false);
    }

    Outcome withOlder() {
        return new Outcome(content, verifiedBy, skipped, id, true);
    }

    static Outcome of(FileContent content, Verifier verifiedBy) {
        return new Outcome(content, verifiedBy, false, OptionalLong.empty());
    }

    static Outcome skipped(FileContent content, Verifier verifiedBy) {
        return new Outcome(content, verifiedBy, true, OptionalLong.empty());
    }
}
