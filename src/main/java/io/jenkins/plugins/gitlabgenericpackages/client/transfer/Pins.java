package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.util.Optional;

/**
 * What the files of a download must be, whatever GitLab says of them.
 *
 * @param user the digest that the user asks for
 * @param checksums the package's checksum file
 */
record Pins(Optional<Sha256> user, Optional<ChecksumFile> checksums) {

    /** @throws RegistryException if the checksum file does not list that file, or the user asks for another one */
    Optional<Pin> of(PackageFileName name) throws RegistryException {
        Optional<Pin> asked = user.map(Pin::byUser);
        if (checksums.isEmpty()) {
            return asked;
        }
        Pin listed = listed(name, checksums.get());
        if (user.isPresent() && !user.get().equals(listed.sha256())) {
            throw new RegistryException("Failed to download " + name + ": " + listed.words() + " " + listed.sha256()
                    + ", but 'sha256' asks for " + user.get());
        }
        return asked.or(() -> Optional.of(listed));
    }

    private static Pin listed(PackageFileName name, ChecksumFile checksums) throws RegistryException {
        String words = checksums.name() + " says";
        if (name.equals(checksums.name())) {
            // It has to be the one that was read, but does not vouch for itself.
            return new Pin(checksums.sha256(), Verifier.NOBODY, words);
        }
        return new Pin(
                checksums.list().of(name).orElseThrow(() -> checksums.doesNotList(name)), Verifier.CHECKSUMS, words);
    }
}
