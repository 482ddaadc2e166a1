package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.downloads.DirectDownloads;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Effect;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Faults;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpHandler;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageStore;
import java.io.IOException;

/** GitLab's origin of the test double: fault, access, then one of the routes. Thread-safe. */
public final class GitLabApi implements HttpHandler {
    private static final String VERSION = "{\"version\":\"18.6.0\",\"revision\":\"stand-in\"}";

    private final String contextPath;
    private final Access access;
    private final Faults faults;
    private final Uploads uploads;
    private final Downloads downloads;
    private final PackageLists lists;

    public GitLabApi(
            String contextPath, Access access, PackageStore store, Faults faults, DirectDownloads objectStorage) {
        this.contextPath = contextPath;
        this.access = access;
        this.faults = faults;
        uploads = new Uploads(store, access.options());
        downloads = new Downloads(store, access.options(), objectStorage);
        lists = new PackageLists(store, access.options());
    }

    /** Returns how many uploads have been under way at the same time, at most. */
    public int mostUploads() {
        return uploads.most();
    }

    @Override
    public Answer handle(HttpRequest request) throws Refusal, IOException, InterruptedException {
        ApiCall call = ApiCall.of(request, contextPath);
        request.routed(call.route());
        Effect fault = faults.take(call.route(), request.target());
        fault.beforeBody(request.body());
        Answer answer = answer(call, request, fault);
        fault.beforeAnswer();
        return answer;
    }

    private Answer answer(ApiCall call, HttpRequest request, Effect fault) throws Refusal, IOException {
        if (call.route() == Route.UNKNOWN) {
            return Answer.json(404, "{\"error\":\"404 Not Found\"}");
        }
        if (call.route() == Route.VERSION) {
            access.checkAccount(call, request.headers());
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
            case DOWNLOAD -> downloads.download(call, project, request, fault);
            case LIST_PACKAGES -> lists.packages(call, project, request.url(request.path()));
            case LIST_FILES -> lists.files(call, project, request.url(request.path()));
            case PROJECT -> Answer.json(200, project.toJson(request.url(contextPath)));
            case PACKAGE -> lists.one(call, project);
            case DELETE_PACKAGE -> lists.deletePackage(call, project);
            default -> lists.deleteFile(call, project);
        };
    }

    private Answer moved(Project project, HttpRequest request) throws Refusal {
        if (!request.method().equals("GET")) {
            throw Refusals.message(405, "405 Non GET methods are not allowed for moved projects");
        }
        String target = request.target().replaceFirst("/projects/[^/?]+", "/projects/" + project.id());
        return Answer.redirect(301, request.url(target));
    }
}
