package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.downloads.DirectDownloads;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Effect;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Faults;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpHandler;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RequestLimit;
import io.jenkins.plugins.gitlabgenericpackages.standin.releases.ReleaseAsker;
import io.jenkins.plugins.gitlabgenericpackages.standin.releases.ReleaseRoutes;
import io.jenkins.plugins.gitlabgenericpackages.standin.releases.Releases;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.json.JSONException;
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
    private final ReleaseRoutes releases;

    public GitLabApi(
            String contextPath,
            Access access,
            PackageStore store,
            Faults faults,
            DirectDownloads objectStorage,
            Releases releases) {
        this.contextPath = contextPath;
        this.access = access;
        this.faults = faults;
        this.store = store;
        uploads = new Uploads(store, access);
        downloads = new Downloads(store, access.options(), objectStorage);
        lists = new PackageLists(store, access.options());
        deletions = new Deletions(store, access.rules());
        this.releases = new ReleaseRoutes(releases);
    }

    /** Returns how many uploads have been under way at the same time, at most. */
    public int mostUploads() {
        return uploads.most();
    }

    @Override
    public Answer handle(HttpRequest request) throws Refusal, IOException, InterruptedException {
        ApiCall call = ApiCall.of(request, contextPath);
        request.routed(call.route());
        RequestLimit.State limit = access.options().requestLimit.count();
        limit.check();
        Effect fault = faults.take(call.route(), request.target(), request.headers().get("Range"));
        fault.beforeBody(request.body());
        Answer answer = answer(call, request, fault);
        fault.beforeAnswer();
        return limit.tellIn(answer);
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
            case PACKAGE -> lists.one(call, asker, instance);
            case DELETE_PACKAGE -> deletions.delete(lists.existing(call, project), asker, request);
            case DELETE_FILE -> deletions.deleteFile(lists.existing(call, project), call.fileId(), asker, request);
            default -> release(call, asker, request, instance);
        };
    }

    private Answer release(ApiCall call, Asker asker, HttpRequest request, String instance)
            throws Refusal, IOException {
        Project project = asker.project();
        ReleaseAsker who = new ReleaseAsker(
                project.id(),
                instance + "/" + project.path(),
                asker.role(),
                project.isPublic(),
                String.valueOf(asker.token()));
        return switch (call.route()) {
            case LIST_RELEASES -> listed(releases.list(who), call, request);
            case RELEASE -> releases.show(who, call.tag());
            case CREATE_RELEASE -> releases.create(who, json(request));
            case UPDATE_RELEASE -> releases.update(who, call.tag(), json(request));
            case LIST_LINKS -> listed(releases.links(who, call.tag()), call, request);
            case CREATE_LINK -> releases.createLink(who, call.tag(), json(request));
            case UPDATE_LINK -> releases.updateLink(who, call.tag(), call.linkId(), json(request));
            default -> releases.deleteLink(who, call.tag(), call.linkId());
        };
    }

    private Answer listed(List<JSONObject> all, ApiCall call, HttpRequest request) {
        return Paging.of(call.query(), access.options())
                .answer(all, json -> json, request.url(request.path()), call.query());
    }

    private static JSONObject json(HttpRequest request) throws Refusal, IOException {
        String text = new String(request.body().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new JSONObject(text.isEmpty() ? "{}" : text);
        } catch (JSONException e) {
            throw Refusals.message(400, "The request body could not be parsed as JSON");
        }
    }

    private static Answer moved(Project project, HttpRequest request) throws Refusal {
        if (request.method().equals("DELETE")) {
            throw Refusals.message(405, "405 Non GET methods are not allowed for moved projects");
        }
        String target = request.target().replaceFirst("/projects/[^/?]+", "/projects/" + project.id());
        return Answer.redirect(301, request.url(target));
    }
}
