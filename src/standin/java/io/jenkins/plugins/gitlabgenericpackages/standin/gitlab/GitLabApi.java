package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.downloads.DirectDownloads;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Effect;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Faults;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpHandler;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Percent;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.json.JSONObject;

/** GitLab's origin of the test double: fault, proxy, access, then one of the routes. Thread-safe. */
public final class GitLabApi implements HttpHandler {
    private static final String VERSION = "{\"version\":\"18.6.0\",\"revision\":\"stand-in\"}";

    private final String contextPath;
    private final Access access;
    private final Faults faults;
    private final PackageStore store;
    private final Uploads uploads;
    private final Downloads downloads;
    private final PackageLists lists;
    private final Deletions deletions;

    public GitLabApi(
            String contextPath, Access access, PackageStore store, Faults faults, DirectDownloads objectStorage) {
        this.contextPath = contextPath;
        this.access = access;
        this.faults = faults;
        this.store = store;
        uploads = new Uploads(store, access);
        downloads = new Downloads(store, access.options(), objectStorage);
        lists = new PackageLists(store, access.options());
        deletions = new Deletions(store, access.rules());
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
        switch (call.route()) {
            case UNKNOWN -> {
                return Answer.json(404, "{\"error\":\"404 Not Found\"}");
            }
            case VERSION -> {
                access.checkAccount(call, request.headers());
                return Answer.json(200, VERSION);
            }
            case UPLOAD -> {
                return upload(call, request, fault);
            }
            default -> {
                access.rules().maintenance.check(request, contextPath);
                return answer(call, access.check(call, request.headers()), request, fault);
            }
        }
    }

    private Answer upload(ApiCall call, HttpRequest request, Effect fault) throws Refusal, IOException {
        uploads.begin();
        try (IncomingFile file = new IncomingFile(request, fault, store.incoming())) {
            file.passProxy(access.options().proxyLimit);
            if (access.options().behindNginx) {
                file.receive();
            }
            access.rules().maintenance.check(request, contextPath);
            return uploads.upload(call, access.check(call, request.headers()), file);
        } finally {
            uploads.end();
        }
    }

    private Answer answer(ApiCall call, Asker asker, HttpRequest request, Effect fault) throws Refusal, IOException {
        Project project = asker.project();
        if (!call.isGeneric() && project.movedFrom().contains(call.project())) {
            return moved(project, request);
        }
        String instance = request.url(contextPath);
        return switch (call.route()) {
            case DOWNLOAD -> downloads.byName(call, project, request, fault);
            case DOWNLOAD_FILE -> downloads.byId(call, lists.existing(call, project), request, fault);
            case LIST_PACKAGES -> lists.packages(call, asker, request, instance);
            case LIST_FILES -> lists.files(call, asker, request);
            case PROJECT -> Answer.json(200, new Entities(asker, instance).project());
            case RELEASE -> release(request, instance + "/" + project.path());
            case PACKAGE -> lists.one(call, asker, instance);
            case DELETE_PACKAGE -> deletions.delete(lists.existing(call, project), asker, request);
            default -> deletions.deleteFile(lists.existing(call, project), call.fileId(), asker, request);
        };
    }

    /** Answers as if a release were made, for clients of others that publish files for one. */
    private static Answer release(HttpRequest request, String url) throws IOException {
        JSONObject asked = new JSONObject(new String(request.body().readAllBytes(), StandardCharsets.UTF_8));
        String self = url + "/-/releases/" + Percent.encode(asked.getString("tag_name"));
        return Answer.json(201, asked.put("_links", new JSONObject().put("self", self)));
    }

    private static Answer moved(Project project, HttpRequest request) throws Refusal {
        if (request.method().equals("DELETE")) {
            throw Refusals.message(405, "405 Non GET methods are not allowed for moved projects");
        }
        String target = request.target().replaceFirst("/projects/[^/?]+", "/projects/" + project.id());
        return Answer.redirect(301, request.url(target));
    }
}
