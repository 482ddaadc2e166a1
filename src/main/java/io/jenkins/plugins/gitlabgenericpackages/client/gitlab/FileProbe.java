package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ContentRange;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds out about one file without a list, as everybody may who may download it. Asks for the first byte: HEAD would not
 * do, object storage signs addresses for GET alone. Thread-safe.
 */
record FileProbe(PackagesApi api, Retry retry) {
    /** Returns what GitLab tells of the newest file of that name; nothing if there is none. */
    Optional<RemoteContent> ask(PackageFile file) throws RegistryException, InterruptedException {
        Request request = api.get(file).header("Range", "bytes=0-0");
        return retry.call("look for " + file.name(), request.address(), () -> {
            try (Response response = api.sendOnce(request)) {
                return switch (response.status()) {
                    case 200, 206, 416 -> Optional.of(told(response));
                    // The file is there, in object storage; 301 and 308 would mean that GitLab is elsewhere.
                    case 302, 303, 307 -> Optional.of(RemoteContent.UNKNOWN);
                    case 404 -> Optional.empty();
                    default -> throw api.failure(response);
                };
            }
        });
    }

    private static RemoteContent told(Response response) {
        // One byte at the most where the range was understood: reading it keeps the connection.
        response.text(1);
        String range = response.header("Content-Range").orElse("");
        OptionalLong size =
                switch (response.status()) {
                    case 200 -> response.length();
                    case 416 -> ContentRange.totalOfRefusal(range);
                    default ->
                        ContentRange.parse(range).map(ContentRange::total).orElse(OptionalLong.empty());
                };
        // An empty file has no first byte, and the refusal of the range need not tell the digest.
        Optional<Sha256> sha256 = size.orElse(-1) == 0
                ? Optional.of(Sha256.OF_NOTHING)
                : response.header("X-Checksum-SHA256").flatMap(Sha256::read);
        return new RemoteContent(size, sha256, Optional.empty());
    }
}
