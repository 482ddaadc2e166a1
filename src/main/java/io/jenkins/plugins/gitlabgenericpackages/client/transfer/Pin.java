package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;

/**
 * The digest that a file must have, whatever GitLab says.
 *
 * @param by whose word it is
 * @param words subject and verb for messages, such as {@code SHA256SUMS says}
 */
record Pin(Sha256 sha256, Verifier by, String words) {
    static Pin byUser(Sha256 sha256) {
        return new Pin(sha256, Verifier.USER, "'sha256' asks for");
    }
}
