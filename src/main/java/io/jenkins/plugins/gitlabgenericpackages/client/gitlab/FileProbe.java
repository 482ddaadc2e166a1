package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.HttpTransport;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ContentRange;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds out about one file without a list, as everybody may who may download it: by HEAD, which does not count as a
 * download, and where that does not tell, by the first byte. No redirect is followed: some object storages sign addresses
 * for GET alone. Thread-safe.
 */
final class FileProbe {
    /** Not allowed, or for reasons that only a body has words for. */
    private static final Set<Integer> UNSAID = Set.of(400, 401, 403, 405, 501);

    /** GitLab signs where the file is in object storage: {@code X-Amz-Signature} and the like, Azure's {@code sig}. */
    private static final Pattern SIGNED = Pattern.compile("(?i)[?&][^=&]*sig(nature)?=");

    private final HttpTransport transport;
    private final Token token;

    /** Whether GitLab has shown that the project is there for whoever asks. */
    private volatile boolean seesProject;

    FileProbe(HttpTransport transport, Token token) {
        this.transport = transport;
        this.token = token;
    }

    void seesProject() {
        seesProject = true;
    }

    /**
     * Asks once.
     *
     * @return what GitLab tells of the newest file of that name; nothing if there is none
     * @throws GitLabException also if there is no such project for whoever asks, or somebody else than GitLab says so
     */
    Optional<RemoteContent> ask(HttpAddress file) throws IOException, InterruptedException {
        try (Response head = transport.send(Request.head(file, token.credentials()))) {
            int status = head.status();
            if (status == 200 ? size(head).orElse(0) > 0 : status == 404 ? seesProject : !UNSAID.contains(status)) {
                return found(head);
            }
        }
        try (Response first =
                transport.send(Request.get(file, token.credentials()).header("Range", "bytes=0-0"))) {
            return found(first);
        }
    }

    private Optional<RemoteContent> found(Response response) throws GitLabException {
        switch (response.status()) {
            case 200, 206, 416 -> {
                OptionalLong size = size(response);
                // One byte at the most where the range was understood: reading it keeps the connection.
                response.text(1);
                // An empty file has no first byte, and the refusal of the range need not tell the digest.
                Optional<Sha256> nothing = Optional.of(Sha256.OF_NOTHING).filter(known -> size.orElse(-1) == 0);
                return Optional.of(new RemoteContent(
                        size,
                        nothing.or(() -> response.header("X-Checksum-SHA256").flatMap(Sha256::read))));
            }
            default -> {
                if (leadsToStorage(response)) {
                    return Optional.of(RemoteContent.UNKNOWN);
                }
                GitLabException failure = GitLabException.of(response, token);
                // A 404 to HEAD has no words: it counts once GitLab has shown that the project is there.
                boolean unsaid = response.status() == 404 && response.method().equals("HEAD");
                if (!failure.isMissing() && !unsaid) {
                    throw failure;
                }
                seesProject = true;
                return Optional.empty();
            }
        }
    }

    /** 301 and 308 would mean that GitLab is elsewhere. A login may sign by SAML where it sends a browser to. */
    private static boolean leadsToStorage(Response response) {
        String location = response.header("Location").orElse("");
        return Set.of(302, 303, 307).contains(response.status())
                && SIGNED.matcher(location).find()
                && !location.contains("SAMLRequest=");
    }

    private static OptionalLong size(Response response) {
        String range = response.header("Content-Range").orElse("");
        return switch (response.status()) {
            case 200 ->
                response.header("Content-Length").stream()
                        .filter(told -> told.matches("[0-9]{1,18}"))
                        .mapToLong(Long::parseLong)
                        .findFirst();
            case 416 -> ContentRange.totalOfRefusal(range);
            default -> ContentRange.parse(range).map(ContentRange::total).orElse(OptionalLong.empty());
        };
    }
}
