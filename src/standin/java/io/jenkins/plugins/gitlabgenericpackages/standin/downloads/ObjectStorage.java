package io.jenkins.plugins.gitlabgenericpackages.standin.downloads;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Effect;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Faults;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpHandler;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Percent;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The second origin of the test double: serves files at presigned addresses, compared byte for byte, and refuses
 * whoever sends a second kind of authentication along. Thread-safe.
 */
public final class ObjectStorage implements HttpHandler, DirectDownloads {
    private final BooleanSupplier ranges;
    private final Faults faults;
    private final Supplier<URI> url;
    private final Map<String, Presigned> presigned = new ConcurrentHashMap<>();

    private record Presigned(StoredFile file, String method) {}

    /** @param url gives the storage's own base address */
    public ObjectStorage(BooleanSupplier ranges, Faults faults, Supplier<URI> url) {
        this.ranges = ranges;
        this.faults = faults;
        this.url = url;
    }

    /** Returns a new address of the file, full of escapes that normalising would break. */
    @Override
    public String address(StoredFile file, String method) {
        String key = file.sha256().substring(0, 2) + "/" + file.id() + "/" + file.fileName();
        String disposition = Percent.encode("attachment; filename=\"" + file.fileName() + "\"");
        String type = Percent.encode(FileAnswer.contentType(file.fileName()));
        String signature = UUID.randomUUID().toString().replace("-", "");
        String target = "/bucket/" + Percent.encode(key).replace("%2F", "/").replace("%252F", "%252f")
                + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKSTANDIN%2F20250101%2Feu%2fs3%2Faws4_request"
                + "&response-content-disposition=" + disposition + "&response-content-type=" + type
                + "&x-empty=&X-Amz-Signature=" + signature + "%2F%7e";
        presigned.put(target, new Presigned(file, method));
        return url.get() + target;
    }

    @Override
    public Answer handle(HttpRequest request) throws Refusal, IOException, InterruptedException {
        request.routed(Route.STORAGE);
        Effect fault = faults.take(Route.STORAGE, request.target(), request.headers().get("Range"));
        fault.beforeBody(request.body());
        if (request.record().hasCredentials()) {
            return Answer.xml(400, "InvalidArgument", "Only one auth mechanism allowed");
        }
        Presigned signed = presigned.get(request.target());
        if (signed == null || !request.method().equals(signed.method())) {
            return Answer.xml(
                    403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature.");
        }
        Answer answer = FileAnswer.fromStorage(signed.file(), ranges.getAsBoolean(), fault)
                .to(request.headers());
        fault.beforeAnswer();
        return answer;
    }
}
