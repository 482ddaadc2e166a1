package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * No secure connection could be agreed on, usually because the certificate is not trusted: final. Its message is one
 * printable line, although the JDK quotes what the server's certificate says.
 */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 300;

    private final Problem problem;
    private final String reason;

    /** What is in the way, as far as Java tells it, and what to do. */
    public enum Problem {
        /** What answers does not speak TLS. All that goes wrong between two sides that do is of a more special class. */
        NO_TLS("What answers there does not speak https: check scheme and port"),
        EXPIRED(
                "Its certificate, or one that it rests on, has expired: the server needs a new one, if the clock of this"
                        + " machine is right"),
        NOT_YET_VALID("Its certificate is not valid yet: is the clock of this machine right?"),
        OTHER_NAME("Its certificate is for other names: use one of them in the address, or let the server have a"
                + " certificate for this one"),
        CLIENT_CERTIFICATE(
                "The server wants a certificate of this side, or another one: Java takes it by javax.net.ssl.keyStore"),
        NOTHING_IN_COMMON("The two sides have no version or cipher of TLS in common: the server may be too old for this"
                + " Java, or want a certificate of this side"),
        UNTRUSTED("If its certificate comes from a private authority, give that authority's certificate"),
        OTHER("");

        private static final Pattern NAMES = Pattern.compile("No (subject alternative|name matching) .*");
        private static final Pattern WANTS_CERTIFICATE =
                Pattern.compile(".*fatal alert: (bad_certificate|certificate_required|certificate_unknown)");
        private static final Pattern AGREES_TO_NOTHING = Pattern.compile(
                ".*fatal alert: (handshake_failure|protocol_version|insufficient_security)|No appropriate protocol.*"
                        + "|.* is not accepted by client preferences .*");

        private final String advice;

        Problem(String advice) {
            this.advice = advice;
        }

        /** Returns what one exception of a chain of causes tells by itself. */
        private static Optional<Problem> toldBy(Throwable cause) {
            String message = String.valueOf(cause.getMessage());
            Problem told = OTHER;
            if (cause instanceof CertificateExpiredException) {
                told = EXPIRED;
            } else if (cause instanceof CertificateNotYetValidException) {
                told = NOT_YET_VALID;
            } else if (cause instanceof CertificateException
                    && NAMES.matcher(message).matches()) {
                told = OTHER_NAME;
            } else if (WANTS_CERTIFICATE.matcher(message).matches()) {
                told = CLIENT_CERTIFICATE;
            } else if (AGREES_TO_NOTHING.matcher(message).matches()) {
                told = NOTHING_IN_COMMON;
            } else if (cause instanceof CertPathBuilderException
                    || cause instanceof CertificateException && cause.getCause() == null
                    || cause instanceof CertPathValidatorException path
                            && !(path.getCause() instanceof CertificateException)
                            && path.getReason() != BasicReason.ALGORITHM_CONSTRAINED) {
                told = UNTRUSTED;
            }
            return told == OTHER ? Optional.empty() : Optional.of(told);
        }
    }

    /** @param cause what Java failed with */
    public TlsException(HttpAddress address, IOException cause) {
        this(address, cause, decisive(cause));
    }

    private TlsException(HttpAddress address, IOException cause, Throwable decisive) {
        this(
                address,
                cause,
                cause.getClass() == SSLException.class
                        ? Problem.NO_TLS
                        : Problem.toldBy(decisive).orElse(Problem.OTHER),
                PrintableText.line(String.valueOf(decisive.getMessage()), LONGEST_REASON));
    }

    private TlsException(HttpAddress address, IOException cause, Problem problem, String reason) {
        super(
                "no secure connection to " + PrintableText.line(address.origin(), LONGEST_REASON) + " (" + reason + ")"
                        + (problem.advice.isEmpty() ? "" : ". " + problem.advice),
                cause);
        this.problem = problem;
        this.reason = reason;
    }

    /** Returns the first exception that tells what is wrong; where none does, the outermost. */
    private static Throwable decisive(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (Problem.toldBy(cause).isPresent()) {
                return cause;
            }
        }
        return failure;
    }

    /** Returns whether the server ended a connection that had begun since it wants a certificate (as TLS 1.3 does). */
    public static boolean wantsCertificate(Throwable failure) {
        return Problem.toldBy(decisive(failure))
                .filter(Problem.CLIENT_CERTIFICATE::equals)
                .isPresent();
    }

    /** Returns what Java says. */
    public String reason() {
        return reason;
    }

    /** Returns the reason, and what to do about it if that is known. */
    public String words() {
        return problem.advice.isEmpty() ? reason : reason + ". " + problem.advice;
    }

    public Problem problem() {
        return problem;
    }
}
