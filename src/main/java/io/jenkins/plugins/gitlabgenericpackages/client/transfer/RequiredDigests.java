package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.util.Optional;

/**
 * The digests that the files of a download must have, whatever GitLab says of them.
 *
 * @param user the digest that the user asks for
 * @param checksums the package's checksum file
 */
record RequiredDigests(Optional<Sha256> user, Optional<ChecksumFile> checksums) {

    /** @throws RegistryException if the checksum file does not list that file, or the user asks for another one */
    Optional<RequiredDigest> of(PackageFileName name) throws RegistryException {
        Optional<RequiredDigest> asked = user.map(RequiredDigest::byUser);
        if (checksums.isEmpty()) {
            return asked;
        }
        RequiredDigest listed = listed(name, checksums.get());
        if (user.isPresent() && !user.get().equals(listed.sha256())) {
            throw new RegistryException("Failed to download " + name + ": " + listed.words() + " " + listed.sha256()
                    + ", but 'sha256' asks for " + user.get());
        }
        return asked.or(() -> Optional.of(listed));
    }

    private static RequiredDigest listed(PackageFileName name, ChecksumFile checksums) throws RegistryException {
        String words = checksums.name() + " says";
        if (name.equals(checksums.name())) {
            // It has to be the one that was read, but does not vouch for itself.
            return new RequiredDigest(checksums.sha256(), Verifier.NOBODY, words);
        }
        return new RequiredDigest(
                checksums.list().of(name).orElseThrow(() -> checksums.doesNotList(name)),
                checksums.isVouchedFor() ? Verifier.CHECKSUMS : Verifier.NOBODY,
                words);
    }
}
