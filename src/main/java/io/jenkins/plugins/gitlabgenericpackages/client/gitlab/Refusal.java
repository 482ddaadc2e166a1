package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why a request is refused, told by status and words, and what to try then: the first that fits. GitLab's own words
 * (lib/api and lib/gitlab/middleware in its source) are said before; a hint that may be wrong is worse than none.
 */
enum Refusal {
    DUPLICATE(400, "[Dd]uplicate (?!values)", "The group allows no second file of that name: use a new version"),
    /** Two uploads created one version at once. */
    RACE(400, "already exists|already been taken", ""),
    TOO_LARGE(400, "too large", "The limit is set by GitLab's administrator"),
    TOO_LARGE_AT_ONCE(413, "over maximum|entity is too large", TOO_LARGE.hint),
    TOO_LARGE_FOR_PROXY(0, "", "A proxy before GitLab limits the size of a request (in nginx: client_max_body_size)"),
    /** An older Workhorse says no more than the status, and so do proxies. */
    TOO_LARGE_SOMEWHERE(
            413, "", "The limit is GitLab's own, which its administrator sets, or that of a proxy before it"),
    /** Cloudflare marks such a page by a header (developers.cloudflare.com, Detect a Challenge Page response). */
    CHALLENGE(
            0,
            "",
            "Cloudflare before GitLab wants to see a browser: its administrator has to let the path " + Refusal.API
                    + " pass, or the address of this machine"),
    PAGE(
            0,
            "",
            "That is a page and not GitLab's API: something before GitLab refuses, such as a login, a firewall or a proxy"),
    ENDED_TOKEN(401, "is expired|was revoked", "make a new one in GitLab"),
    WRONG_TOKEN(401, "", "check that the token is right, not expired, and of that kind (tokenType)"),
    NARROW_SCOPE(
            403,
            "insufficient_scope",
            "The token lacks the scope: 'api', or for a deploy token 'write_package_registry' to upload and"
                    + " 'read_package_registry' to download"),
    PROTECTED(403, "Package (is deletion )?protected", "A protection rule of the project asks for a higher role"),
    PROTECTED_TAG(
            403,
            "create this tag as it is protected",
            "The user of the token has to be allowed to create that tag (Settings > Repository > Protected tags), also when it"
                    + " is there already"),
    READ_ONLY(403, "on a read-only|maintenance mode", "GitLab seems to be read-only, as in maintenance: try later"),
    /** Maintenance answers so, and whatever sheds load. */
    UNAVAILABLE(0, "", "GitLab is overloaded, or it seems to be read-only, as in maintenance: try later"),
    /** An archived project says no more than this. */
    FORBIDDEN(
            403,
            "^(403 )?(Forbidden)?$",
            "The token's role or scope is too low (Developer to upload, Maintainer to delete), the project is archived,"
                    + " its registry is switched off, or GitLab bans this address after failed logins"),
    /** GitLab says no more than the status where the tag of a release is protected. */
    RELEASE_FORBIDDEN(
            403,
            Refusal.NEVER,
            "The token's role or scope is too low (Developer to release), the tag is protected and may not be created with"
                    + " it, or the project is archived"),
    JOB_NOT_ALLOWED(
            403,
            "job token not allowed from",
            "The other project has to have the job's project on its allowlist" + Refusal.JOB_TOKENS),
    FORBIDDEN_WITH_REASON(403, "", ""),
    PROJECT(404, "Project Not Found", "There is no such project (projectId)" + Refusal.UNSEEN),
    /** A small f is GitLab's way to say that the project is there. */
    MISSING(404, "404 Not found|^Package not found", "The project is there, but it has no such package or file"),
    /** Of a release that is not there GitLab says this with a large F, of a link with a small one. */
    NO_RELEASE(404, Refusal.NEVER, "The project is there, but it has no such release, or the release no such link"),
    PROJECT_OR_MISSING(404, "", "There is no such project, package or file" + Refusal.UNSEEN),
    MOVED(405, "moved projects", "The address has moved: use the new one as gitlabUrl or projectId"),
    /** Also where a web page of GitLab answers: it has one at every path, as the API has not. */
    NO_GITLAB(405, "", "Is gitlabUrl the address of a GitLab? The path of a project is no part of it"),
    /** GitLab redirects to another GitLab, or to itself by another address. */
    MOVED_AWAY(0, "", "Use that as gitlabUrl if it is the same GitLab: no token goes to another address by itself"),
    STORAGE_LOST(0, "", "The object storage does not have the file that GitLab lists: ask GitLab's administrator"),
    STORAGE_REFUSES(0, "", "The object storage refuses what GitLab has signed: ask GitLab's administrator"),
    STORAGE_FAILS(0, "", "The object storage fails: ask GitLab's administrator"),
    ELSEWHERE(0, "", "GitLab's administrator knows what that is: its object storage, or something before GitLab"),
    NO_TAG(422, "Ref is not specified", "There is no such tag: push it first, or say by 'ref' what it is made from"),
    OTHER(0, "", "");

    /** Stands in rows that more than status and words choose. */
    private static final String NEVER = "(?!)";

    private static final String API = "/api/v4/";
    private static final String UNSEEN = ", or this token may not see it";
    private static final String JOB_TOKENS = " (Settings > CI/CD > Job token permissions)";
    private static final int LONGEST_ADDRESS = 300;

    /** What a web page means, that GitLab's API does not answer with. */
    private static final Map<Integer, Refusal> PAGES =
            Map.of(401, PAGE, 403, PAGE, 404, NO_GITLAB, 413, TOO_LARGE_FOR_PROXY);

    final String hint;
    private final int status;
    private final Pattern words;

    Refusal(int status, String words, String hint) {
        this.status = status;
        this.words = Pattern.compile(words);
        this.hint = hint;
    }

    static Refusal of(Response response, ErrorBody body) {
        int status = response.status();
        boolean writes = !Set.of("GET", "HEAD").contains(response.method());
        if (status >= 300 && status < 400) {
            return redirected(response, writes);
        }
        if (response.header("cf-mitigated").filter("challenge"::equals).isPresent()) {
            return CHALLENGE;
        }
        if (body.isPage() && PAGES.containsKey(status)) {
            return PAGES.get(status);
        }
        if (status == 413 && body.isMessage()) {
            return TOO_LARGE_AT_ONCE;
        }
        if (status == 503 && writes && response.header("Retry-After").isPresent()) {
            return UNAVAILABLE;
        }
        if (status == 404 && !body.isMessage()) {
            return NO_GITLAB;
        }
        boolean ofFile = response.address().target().contains("/packages/generic/");
        if (ofFile && body.words().equals("404 Not Found")) {
            return PROJECT;
        }
        boolean ofRelease = !ofFile && response.address().target().contains("/releases");
        if (ofRelease && body.words().equalsIgnoreCase("404 Not found")) {
            return NO_RELEASE;
        }
        Refusal refusal = Stream.of(values())
                .filter(row ->
                        row.status == status && row.words.matcher(body.words()).find())
                .findFirst()
                .orElse(OTHER);
        return ofRelease && refusal == FORBIDDEN ? RELEASE_FORBIDDEN : refusal;
    }

    /** A GitLab that is read-only sends whoever writes to one of its pages, as a browser would need it. */
    private static Refusal redirected(Response response, boolean writes) {
        String location = response.header("Location")
                .orElse("")
                .replace(response.address().origin() + "/", "/");
        boolean toPage = location.matches("/(?!/).*") && !location.contains(API);
        boolean signsIn = location.contains("/users/sign_in");
        return !toPage && !signsIn ? MOVED : writes && !signsIn ? READ_ONLY : NO_GITLAB;
    }

    /** @param isStorage whether it answers as an object storage does */
    static Refusal elsewhere(Response response, boolean isStorage) {
        if (response.address().target().contains(API)) {
            return MOVED_AWAY;
        }
        int status = response.status();
        return !isStorage ? ELSEWHERE : status == 404 ? STORAGE_LOST : status < 500 ? STORAGE_REFUSES : STORAGE_FAILS;
    }

    /** Names the new address if the answer tells it, and it is not less secure. */
    static String moved(Response response) {
        HttpAddress asked = response.address();
        try {
            HttpAddress next = asked.resolve(response.header("Location").orElse(""));
            String url = PrintableText.line(gitlab(next), LONGEST_ADDRESS);
            if (asked.isSecure() && !next.isSecure() || gitlab(next).equals(gitlab(asked))) {
                return MOVED.hint;
            }
            return next.target().contains(API)
                    ? "The address has moved: use " + url + " as gitlabUrl"
                    : "It leads to " + url + ": use that as gitlabUrl if it is the same GitLab";
        } catch (IllegalArgumentException e) {
            return MOVED.hint;
        }
    }

    private static String gitlab(HttpAddress address) {
        int api = address.target().indexOf(API);
        return address.origin() + (api < 0 ? "" : address.target().substring(0, api));
    }

    /** Returns whether another token may be answered otherwise. */
    boolean isByRights() {
        return this != READ_ONLY && (status == 401 || status == 403 || status == 404);
    }

    /** Returns whether the project is not there for whoever asks, or nothing shows that it is. */
    boolean hidesProject() {
        return this == PROJECT || this == PROJECT_OR_MISSING;
    }

    /** Returns what to try, and with what was asked where that matters and is not said before; may be empty. */
    String advice(Token token) {
        String sent = token.isAnonymous() ? "" : token.sent();
        if (status == 401) {
            String check = this == WRONG_TOKEN && token.isLogin()
                    ? "check that user name and password are right, and that a token as password is not expired"
                    : hint;
            return sent.isEmpty() ? "" : sent + ": " + check;
        }
        String ofJob = hidesProject() && token.isJobToken()
                ? ", or the job's project is not on its allowlist" + JOB_TOKENS
                : "";
        String known = token.isAnonymous() ? hint.replace(UNSEEN, ", or it is not public") : hint;
        boolean isTold = isByRights() && !sent.isEmpty();
        return known + ofJob + (isTold && !hint.isEmpty() ? ". " : "") + (isTold ? sent : "");
    }
}
