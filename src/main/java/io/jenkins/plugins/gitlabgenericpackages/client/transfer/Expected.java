package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Sha256;
import java.util.Optional;
import java.util.OptionalLong;

/** What a file that is downloaded has to become, as far as the user and GitLab have said it yet. For one thread. */
final class Expected {
    private final PackageFileName name;
    private final Optional<Sha256> pinned;
    private Optional<Sha256> told;
    private OptionalLong size;
    private Optional<String> validator = Optional.empty();

    /**
     * @param pinned the digest that the user wants, if any
     * @param listed what the package's list says of the file, if it was listed
     */
    Expected(PackageFileName name, Optional<Sha256> pinned, Optional<RemoteContent> listed) {
        this.name = name;
        this.pinned = pinned;
        this.told = listed.flatMap(RemoteContent::sha256);
        this.size = listed.map(RemoteContent::size).orElse(OptionalLong.empty());
    }

    /** Returns the digest that the file must have, if anybody has told one. */
    Optional<Sha256> sha256() {
        return pinned.or(() -> told);
    }

    OptionalLong size() {
        return size;
    }

    /** Returns the tag by which a server knows whether the rest belongs to what it sent before. */
    Optional<String> validator() {
        return validator;
    }

    /** Returns whether a rest that belongs to another file would be noticed. */
    boolean recognisesRest() {
        return validator.isPresent() || sha256().isPresent();
    }

    String whoSays() {
        return pinned.isPresent() ? "'sha256' asks for" : "GitLab says";
    }

    /** Takes from the answer what the file will have to be. */
    void learn(Response response) throws RegistryException {
        Optional<Sha256> header = response.header("X-Checksum-SHA256").flatMap(Sha256::read);
        if (pinned.isPresent() && header.isPresent() && !header.equals(pinned)) {
            throw new RegistryException("Failed to download " + name + ": its sha256 in GitLab is " + header.get()
                    + ", but 'sha256' asks for " + pinned.get());
        }
        boolean webPage = response.header("Content-Type").orElse("").startsWith("text/html");
        if (webPage
                && header.isEmpty()
                && sha256().isEmpty()
                && response.header("Content-Disposition").isEmpty()) {
            throw PackagesApi.notGitLab(response.address());
        }
        told = header.or(() -> told);
        size = response.header("Content-Length")
                .map(length -> OptionalLong.of(Long.parseLong(length)))
                .orElse(OptionalLong.empty());
        validator = response.header("ETag")
                .filter(tag -> !tag.startsWith("W/"))
                .or(() -> response.header("Last-Modified"));
    }

    /** Takes what the package's list says, where the answer itself said nothing. */
    void learn(RemoteContent listed) {
        told = told.or(listed::sha256);
    }

    /** @throws ConnectionException if the answer is not the part that follows what has arrived */
    void checkRest(long offset, Response response) throws ConnectionException {
        String range = response.header("Content-Range").orElse("");
        if (!range.startsWith("bytes " + offset + "-")) {
            throw new ConnectionException("the server sent another part of the file than was asked for");
        }
    }
}
