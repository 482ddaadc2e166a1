package io.jenkins.plugins.gitlabgenericpackages.client;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TlsException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;

/** A GitLab that was probed did not tell its version; the reason is for callers who have their own words for it. */
public final class ProbeException extends RegistryException {
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
        /** Its certificate is not trusted, or no secure connection can be agreed on otherwise. */
        UNTRUSTED,
        /** What answers does not speak TLS. */
        NO_TLS,
        /** Nothing answers. */
        UNREACHABLE
    }

    private ProbeException(RegistryException failure, Reason reason, String detail) {
        super(failure.getMessage(), failure);
        this.reason = reason;
        this.detail = detail;
    }

    static ProbeException of(RegistryException failure) {
        Throwable cause = failure.getCause();
        if (cause == null) {
            return new ProbeException(failure, Reason.NO_GITLAB, "");
        }
        if (cause instanceof GitLabException answer) {
            return new ProbeException(failure, reason(answer.status()), answer.said());
        }
        if (cause instanceof TlsException tls) {
            return new ProbeException(failure, tls.mayBeTrust() ? Reason.UNTRUSTED : Reason.NO_TLS, tls.reason());
        }
        return new ProbeException(failure, Reason.UNREACHABLE, cause.getMessage());
    }

    private static Reason reason(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> Reason.MOVED;
            case 401 -> Reason.UNAUTHORIZED;
            case 403 -> Reason.FORBIDDEN;
            default -> Reason.STATUS;
        };
    }

    public Reason reason() {
        return reason;
    }

    /** Returns what the other side or Java said, printable and on one line; may be empty. */
    public String detail() {
        return detail;
    }
}
