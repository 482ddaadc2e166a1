package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The second origin of the test double: serves files at presigned addresses, compared byte for byte, and refuses
 * whoever sends a second kind of authentication along. Thread-safe.
 */
final class ObjectStorage implements HttpHandler {
    private final Options options;
    private final Faults faults;
    private final Requests requests;
    private final Map<String, StoredFile> presigned = new ConcurrentHashMap<>();

    ObjectStorage(Options options, Faults faults, Requests requests) {
        this.options = options;
        this.faults = faults;
        this.requests = requests;
    }

    /** Returns a new request target for the file, full of escapes that normalising would break. */
    String presign(StoredFile file) {
        String key = file.sha256().substring(0, 2) + "/" + file.id() + "/" + file.fileName();
        String disposition = Percent.encode("attachment; filename=\"" + file.fileName() + "\"");
        String signature = UUID.randomUUID().toString().replace("-", "");
        String target = "/bucket/" + Percent.encode(key).replace("%2F", "/").replace("%252F", "%252f")
                + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKSTANDIN%2F20250101%2Feu%2fs3%2Faws4_request"
                + "&response-content-disposition=" + disposition + "&x-empty=&X-Amz-Signature=" + signature + "%2F%7e";
        presigned.put(target, file);
        return target;
    }

    @Override
    public Answer handle(HttpRequest request) throws Refusal, IOException, InterruptedException {
        request.record().routed(Route.STORAGE);
        requests.add(request.record());
        Effect fault = faults.take(Route.STORAGE, request.target());
        fault.beforeBody(request.body());
        if (request.record().hasCredentials()) {
            return Answer.xml(400, "InvalidArgument", "Only one auth mechanism allowed");
        }
        StoredFile file = presigned.get(request.target());
        if (file == null || !request.method().equals("GET")) {
            return Answer.xml(
                    403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature.");
        }
        Answer response = new FileAnswer(file, options, fault).to(request.headers());
        fault.beforeAnswer();
        return response;
    }
}
