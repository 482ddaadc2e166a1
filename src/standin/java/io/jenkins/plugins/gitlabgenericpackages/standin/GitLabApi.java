package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** GitLab's origin of the test double: fault, access, then one of the routes. Thread-safe. */
final class GitLabApi implements HttpHandler {
    private static final String VERSION = "{\"version\":\"18.6.0\",\"revision\":\"stand-in\"}";

    private final String contextPath;
    private final Access access;
    private final PackageStore store;
    private final Options options;
    private final Faults faults;
    private final Requests requests;
    private final Function<StoredFile, String> presigned;
    private final Uploads uploads;
    private final PackageLists lists;

    /** @param presigned gives the address of a file on the object storage */
    GitLabApi(
            String contextPath,
            Access access,
            PackageStore store,
            Faults faults,
            Requests requests,
            Function<StoredFile, String> presigned) {
        this.contextPath = contextPath;
        this.access = access;
        this.store = store;
        this.options = access.options();
        this.faults = faults;
        this.requests = requests;
        this.presigned = presigned;
        uploads = new Uploads(store, options);
        lists = new PackageLists(store, options);
    }

    int mostUploads() {
        return uploads.most();
    }

    @Override
    public Answer handle(HttpRequest request) throws Refusal, IOException, InterruptedException {
        ApiCall call = ApiCall.of(request, contextPath);
        request.record().routed(call.route());
        requests.add(request.record());
        Effect fault = faults.take(call.route(), request.target());
        fault.beforeBody(request.body());
        Answer response = answer(call, request, fault);
        fault.beforeAnswer();
        return response;
    }

    private Answer answer(ApiCall call, HttpRequest request, Effect fault) throws Refusal, IOException {
        if (call.route() == Route.UNKNOWN) {
            return Answer.json(404, "{\"error\":\"404 Not Found\"}");
        }
        if (call.route() == Route.VERSION) {
            access.checkAccount(request.headers());
            return Answer.json(200, VERSION);
        }
        if (call.route() == Route.UPLOAD) {
            uploads.passProxy(request);
        }
        Project project = access.check(call, request.headers());
        if (!call.isGeneric() && project.movedFrom().contains(call.project())) {
            return moved(project, request);
        }
        return switch (call.route()) {
            case UPLOAD -> uploads.upload(call, project, request, fault);
            case DOWNLOAD -> download(call, project, request, fault);
            case LIST_PACKAGES -> lists.packages(call, project, request.url(request.path()));
            case LIST_FILES -> lists.files(call, project, request.url(request.path()));
            default -> lists.delete(call, project);
        };
    }

    private Answer download(ApiCall call, Project project, HttpRequest request, Effect fault) throws Refusal {
        Optional<StoredFile> file = store.newest(call.key(project), Names.stored(call.file()));
        if (file.isEmpty()) {
            // Names are checked after looking, so that files injected under a forbidden name can be fetched.
            Names.check(call);
            throw Refusal.notFound();
        }
        if (options.directDownload) {
            return Answer.redirect(302, presigned.apply(file.get()));
        }
        Answer response = new FileAnswer(file.get(), options, fault).to(request.headers());
        return options.checksumHeader && response.status() != 416
                ? response.with("X-Checksum-SHA256", file.get().sha256())
                : response;
    }

    private Answer moved(Project project, HttpRequest request) throws Refusal {
        if (!request.method().equals("GET")) {
            throw Refusal.message(405, "405 Non GET methods are not allowed for moved projects");
        }
        String target = request.target().replaceFirst("/projects/[^/]+/", "/projects/" + project.id() + "/");
        return Answer.redirect(301, request.url(target));
    }
}
