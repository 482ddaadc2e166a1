package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;

/**
 * The digest that a file must have, whatever GitLab says.
 *
 * @param by whose word it is
 * @param words subject and verb for messages, such as {@code SHA256SUMS says}
 */
record RequiredDigest(Sha256 sha256, Verifier by, String words) {
    static RequiredDigest byUser(Sha256 sha256) {
        return new RequiredDigest(sha256, Verifier.USER, "'sha256' asks for");
    }
}
