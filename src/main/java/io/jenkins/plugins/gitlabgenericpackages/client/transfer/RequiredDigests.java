package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RecordedFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.SomeNames;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.util.List;
import java.util.Optional;

/**
 * The digests that the files of a download must have, whatever GitLab says of them.
 *
 * @param user the digest that the user asks for
 * @param checksums the package's checksum file
 * @param recorded the files that are known whatever is in the package
 */
record RequiredDigests(Optional<Sha256> user, Optional<ChecksumFile> checksums, Optional<RecordedFiles> recorded) {
    /**
     * The digest of one file.
     *
     * @param by whose word it is
     * @param words subject and verb for messages, such as {@code SHA256SUMS says}
     */
    record Digest(Sha256 sha256, Verifier by, String words) {
        static Digest byUser(Sha256 sha256) {
            return new Digest(sha256, Verifier.USER, "'sha256' asks for");
        }
    }

    /** @throws RegistryException if who knows the files does not know that one, or the user asks for another one */
    Optional<Digest> of(PackageFileName name) throws RegistryException {
        if (recorded.isPresent()) {
            return Optional.of(recorded(name, recorded.get()));
        }
        Optional<Digest> asked = user.map(Digest::byUser);
        if (checksums.isEmpty() || checksums.get().isSignedBy(name)) {
            return asked;
        }
        Digest listed = listed(name, checksums.get());
        if (user.isPresent() && !user.get().equals(listed.sha256())) {
            throw new RegistryException("Failed to download " + name + ": " + listed.words() + " " + listed.sha256()
                    + ", but 'sha256' asks for " + user.get());
        }
        return asked.or(() -> Optional.of(listed));
    }

    private static Digest recorded(PackageFileName name, RecordedFiles files) throws RegistryException {
        Sha256 sha256 = files.digests().get(name);
        if (sha256 == null) {
            List<String> others = files.digests().keySet().stream()
                    .map(PackageFileName::value)
                    .toList();
            throw new RegistryException(
                    "There is no " + name + " of " + files.by() + ", but " + SomeNames.nearest(name.value(), others));
        }
        return new Digest(sha256, Verifier.BUILD, files.by() + " says");
    }

    private static Digest listed(PackageFileName name, ChecksumFile checksums) throws RegistryException {
        String words = checksums.name() + " says";
        if (name.equals(checksums.name())) {
            // It has to be the one that was read, but does not verify itself.
            return new Digest(checksums.sha256(), Verifier.NOBODY, words);
        }
        Sha256 sha256 = checksums
                .list()
                .of(name)
                .orElseThrow(() -> new RegistryException("The file " + name + " is not listed in " + checksums.name()
                        + ", so nothing says what it must be"));
        return new Digest(sha256, checksums.isTrusted() ? Verifier.CHECKSUMS : Verifier.NOBODY, words);
    }
}
