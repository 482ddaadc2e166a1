package io.jenkins.plugins.gitlabgenericpackages.client;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.WaitingClock;
import io.jenkins.plugins.gitlabgenericpackages.client.http.HttpTransport;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TlsException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.IOException;
import java.util.Optional;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Asks a GitLab for its version, to show that it can be reached and whether it knows a token. One request, which follows
 * no redirect: the token reaches no other host than that of the address. Thread-safe.
 */
public record GitLabProbe(String gitlabUrl, Token token, Network network) {
    private static final int MOST_JSON = 64 * 1024;

    /**
     * Returns the version, or nothing if it is a GitLab that tells its version only to access tokens
     * ({@code lib/api/metadata.rb}) while this token is of another kind.
     *
     * @throws InvalidRequestException if the address or a certificate cannot work
     * @throws ProbeException if it cannot be reached, is no GitLab, or refuses the token; the message is for people
     */
    public Optional<String> version() throws IOException, InterruptedException {
        HttpAddress api = GitLabUrl.api(gitlabUrl);
        HttpAddress address = api.withTarget(api.target() + "/version");
        Retry once = new Retry(0, WaitingClock.SYSTEM, TransferListener.NONE, "", network);
        try (HttpTransport transport = new HttpTransport(
                network.knownProxy(), TrustedCertificates.sockets(network.caCertificates()), network.timeouts())) {
            Request request = Request.get(address, token.credentials()).header("Accept", "application/json");
            return once.call("ask for the version", address, () -> {
                try (Response response = transport.send(request)) {
                    return version(response);
                }
            });
        } catch (RegistryException e) {
            throw new ProbeException(e);
        }
    }

    private Optional<String> version(Response response) throws RegistryException {
        boolean isJson = response.header("Content-Type").orElse("").startsWith("application/json");
        if (response.status() == 401 && isJson && !token.isAccessToken()) {
            return Optional.empty();
        }
        if (response.status() == 404 || response.status() == 200 && !isJson) {
            throw PackagesApi.notGitLab(response.address());
        }
        if (response.status() != 200) {
            throw GitLabException.of(response, token);
        }
        try {
            return Optional.of(new JSONObject(response.text(MOST_JSON)).getString("version"));
        } catch (JSONException e) {
            throw PackagesApi.notGitLab(response.address());
        }
    }

    /** A GitLab did not tell its version; the reason is for callers who have their own words for it. */
    public static final class ProbeException extends RegistryException {
        private static final long serialVersionUID = 1L;

        private final Reason reason;
        private final String detail;

        /** Why a GitLab tells nothing. */
        public enum Reason {
            /** It does not know the token. */
            UNAUTHORIZED,
            /** It knows the token, and lets it do too little; or it bans the address. */
            FORBIDDEN,
            /** It is somewhere else now. */
            MOVED,
            /** It, or a proxy before it, answers with another status that means failure. */
            STATUS,
            /** Something else answers. */
            NO_GITLAB,
            /** Its certificate is not trusted. */
            UNTRUSTED,
            /** No secure connection can be agreed on for another reason. */
            NOT_SECURE,
            /** What answers does not speak TLS. */
            NO_TLS,
            /** Nothing answers. */
            UNREACHABLE
        }

        private ProbeException(RegistryException failure) {
            super(failure.getMessage(), failure);
            Throwable cause = failure.getCause();
            if (cause == null) {
                reason = Reason.NO_GITLAB;
                detail = "";
            } else if (cause instanceof GitLabException answer) {
                reason = switch (answer.isBeforeGitLab() ? 0 : answer.status()) {
                    case 301, 302, 303, 307, 308 -> Reason.MOVED;
                    case 401 -> Reason.UNAUTHORIZED;
                    case 403 -> Reason.FORBIDDEN;
                    default -> Reason.STATUS;
                };
                detail = answer.said();
            } else if (cause instanceof TlsException tls) {
                reason = switch (tls.problem()) {
                    case NO_TLS -> Reason.NO_TLS;
                    case UNTRUSTED -> Reason.UNTRUSTED;
                    default -> Reason.NOT_SECURE;
                };
                detail = reason == Reason.NOT_SECURE ? tls.words() : tls.reason();
            } else {
                reason = Reason.UNREACHABLE;
                detail = cause.getMessage();
            }
        }

        public Reason reason() {
            return reason;
        }

        /** Returns what the other side or Java said, printable and on one line; may be empty. */
        public String detail() {
            return detail;
        }
    }
}
