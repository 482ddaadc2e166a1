package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ContentRange;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal.BegunDownload;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a file that is downloaded has to become, as far as it was said yet. The one place where a digest may come from:
 * the user, the package's checksum file, its list, or an answer of GitLab's own origin, never a host behind a redirect. For
 * one thread.
 */
final class ExpectedContent {
    private static final Pattern PAGE = Pattern.compile("(?i)text/html\\b.*");
    private static final Pattern TEXT = Pattern.compile("(?i)(text/|application/([\\w.-]+\\+)?(json|xml)\\b).*");
    private static final int LONGEST_VALUE = 100;

    private final PackageFileName name;
    private final Optional<RequiredDigests.Digest> required;

    /** What the list promised, or GitLab's own answer after it. */
    private RemoteContent told = RemoteContent.UNKNOWN;

    /** How many bytes the present answer announces. */
    private OptionalLong announced = OptionalLong.empty();

    private Optional<String> validator = Optional.empty();

    /** The present answer; null before it has begun. */
    private Response answer;

    /**
     * @param required what it must be whatever GitLab says, if anybody asks for that
     * @param listed what the package's list says of the file, if it was listed
     */
    ExpectedContent(PackageFileName name, Optional<RequiredDigests.Digest> required, Optional<RemoteContent> listed) {
        this.name = name;
        this.required = required;
        listed.ifPresent(this::learn);
    }

    /** Takes what the package's list says of the file now. */
    void learn(RemoteContent said) {
        told = said;
    }

    /** Returns the digest that the file must have, if anybody has told one. */
    Optional<Sha256> sha256() {
        return required.map(RequiredDigests.Digest::sha256).or(told::sha256);
    }

    Verifier verifier() {
        Verifier otherwise = required.map(RequiredDigests.Digest::by).orElse(Verifier.NOBODY);
        boolean byGitLab = told.sha256().isPresent() && told.sha256().equals(sha256());
        return byGitLab && otherwise != Verifier.USER ? Verifier.GITLAB : otherwise;
    }

    /** Says that the digest of what arrived is another one than it has to be, if it is. */
    Optional<String> mismatch(Sha256 arrived) {
        String words = required.map(RequiredDigests.Digest::words).orElse("GitLab says");
        return sha256().filter(wanted -> !wanted.equals(arrived))
                .map(wanted ->
                        "what arrived has the sha256 " + arrived + " and not " + wanted + " as " + words + doubt());
    }

    /** Returns how many bytes the file has, as far as it was promised or announced. */
    OptionalLong size() {
        return told.size().isPresent() ? told.size() : announced;
    }

    /** Returns the tag or date by which a server knows whether the rest belongs to what it sent before. */
    Optional<String> validator() {
        return validator;
    }

    /**
     * Takes over from an earlier attempt by what the rest of a file can be asked for.
     *
     * @param left how many bytes of it are here
     * @return false if they are not of this file, as far as can be told, or nobody would notice it
     */
    boolean takeOver(BegunDownload part, long left) {
        RemoteContent whole = part.whole();
        boolean other = sha256().isPresent() && !sha256().equals(whole.sha256())
                || told.size().isPresent() && !told.size().equals(whole.size())
                || left > whole.size().orElse(left);
        if (other || part.validator().isEmpty() && sha256().isEmpty()) {
            return false;
        }
        validator = part.validator();
        announced = whole.size();
        return true;
    }

    /** Returns what an attempt that goes on with the file will have to know. */
    BegunDownload begun() {
        return new BegunDownload(name, validator, new RemoteContent(size(), sha256()));
    }

    /** Returns whether that many bytes are all, and can be verified without another. */
    boolean isAll(long bytes) {
        return sha256().isPresent() && size().orElse(-1) == bytes;
    }

    /** Returns whether a rest that belongs to another file would be noticed. */
    boolean recognisesRest() {
        return validator.isPresent() || sha256().isPresent();
    }

    /**
     * Takes from an answer with the whole file what the file will have to be.
     *
     * @throws ConnectionException if the answer is not the file that was promised
     */
    void learn(Response response) throws RegistryException, ConnectionException {
        Optional<Sha256> header = digest(response);
        if (required.isPresent()
                && header.isPresent()
                && !header.get().equals(required.get().sha256())) {
            throw new RegistryException("Failed to download " + name + ": its sha256 in GitLab is " + header.get()
                    + ", but " + required.get().words() + " " + required.get().sha256()
                    + (required.get().by() == Verifier.BUILD
                            ? ". It was uploaded again since: give each build a version of its own"
                            : ""));
        }
        answer = response;
        if (PAGE.matcher(response.header("Content-Type").orElse("")).matches()
                && header.or(this::sha256).isEmpty()
                && response.header("Content-Disposition").isEmpty()) {
            throw response.fromAskedOrigin()
                    ? PackagesApi.notGitLab(response.address())
                    : new RegistryException("Failed to download " + name + ": GitLab redirects to " + origin()
                            + ", which answers with a page and not with the file, as a login does");
        }
        if (header.isPresent() && !header.equals(told.sha256())) {
            // GitLab itself answers with the newest file of the name, which may be newer than the list.
            told = new RemoteContent(OptionalLong.empty(), header);
        }
        announced = response.length();
        if (announced.isPresent() && size().getAsLong() != announced.getAsLong()) {
            throw new ConnectionException("GitLab lists " + size().getAsLong() + " bytes, and the answer has "
                    + announced.getAsLong() + doubt());
        }
        validator = response.strongTag().or(response::endedModification);
    }

    /**
     * Refuses what may be something else than the file where nobody would notice it.
     *
     * @throws RegistryException if no digest is told, and the answer is not the file's bytes as far as can be seen
     */
    void checkIsFile() throws RegistryException {
        if (sha256().isEmpty() && !problem().isEmpty()) {
            throw new RegistryException("Failed to download " + name + ": " + problem()
                    + ". Its sha256 is not known, so that the mistake would not be noticed: use a token that can"
                    + " list the package, or give 'sha256'");
        }
    }

    /** Says, behind what does not fit, what else speaks against the present answer; may be empty. */
    String doubt() {
        return answer == null || problem().isEmpty() ? "" : "; " + problem();
    }

    private String problem() {
        String coding = answer.header("Content-Encoding").orElse("identity");
        if (!coding.equalsIgnoreCase("identity")) {
            return "it comes compressed (Content-Encoding: " + PrintableText.line(coding, LONGEST_VALUE)
                    + "), as was not asked for";
        }
        if (size().isEmpty() && !answer.tellsItsEnd()) {
            return "the answer does not tell where it ends, so that it may have been cut";
        }
        // An older GitLab passes on what its object storage says: no name, but bytes. A storage itself has types of its
        // own, and knows when it got the file.
        String type = answer.header("Content-Type").orElse("");
        String sign = answer.fromAskedOrigin() ? "Content-Disposition" : "Last-Modified";
        return answer.header("Content-Disposition")
                                .or(() -> answer.header(sign))
                                .isPresent()
                        || !TEXT.matcher(type).matches()
                ? ""
                : (answer.fromAskedOrigin() ? "GitLab" : origin() + ", where GitLab redirects to,")
                        + " names no file in its answer, which is " + PrintableText.line(type, LONGEST_VALUE)
                        + ". Something before GitLab may have answered, such as a login";
    }

    private String origin() {
        return PrintableText.line(answer.address().origin(), LONGEST_VALUE);
    }

    /**
     * Checks that an answer goes on where the last one broke off, inside the same file.
     *
     * @param offset how many bytes have arrived
     * @throws ConnectionException if it does not
     */
    void checkRest(long offset, Response response) throws ConnectionException {
        answer = null;
        if (response.status() == 416) {
            throw new ConnectionException("the server has no more of the file: starting again");
        }
        ContentRange range = response.header("Content-Range")
                .flatMap(ContentRange::parse)
                .orElseThrow(() -> new ConnectionException("the server does not say which part of the file it sent"));
        long total = range.total().orElse(size().orElse(range.last() + 1));
        if (range.first() != offset
                || range.last() != total - 1
                || total != size().orElse(total)
                || response.length().orElse(range.length()) != range.length()) {
            throw new ConnectionException("the server sent another part of the file than was asked for");
        }
        Optional<String> tag = response.strongTag();
        boolean otherTag =
                tag.isPresent() && validator.filter(Response::isStrongTag).isPresent() && !tag.equals(validator);
        Optional<Sha256> header = digest(response);
        if (otherTag || header.isPresent() && told.sha256().isPresent() && !header.equals(told.sha256())) {
            throw new ConnectionException("the file in GitLab is another one now");
        }
        told = new RemoteContent(told.size(), told.sha256().or(() -> header));
        answer = response;
    }

    private static Optional<Sha256> digest(Response response) {
        return response.fromAskedOrigin()
                ? response.header("X-Checksum-SHA256").flatMap(Sha256::read)
                : Optional.empty();
    }
}
