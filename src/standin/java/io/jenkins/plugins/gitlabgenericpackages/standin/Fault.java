package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.http.HttpStatus;

/**
 * A misbehaviour of the stand-in registry (a test double): what, where, and how many times. Configure it, then hand it
 * to {@link Faults#add}; from then on any thread may wait for it, release it or read its counters.
 */
public final class Fault {
    /** No fault, so that routes need not ask. */
    static final Fault NONE = new Fault(FaultKind.NONE, -1);

    /** Where the fault happens, in bytes of the body; for SLOW the bytes per second. */
    private final long at;

    private final Gate gate = new Gate();

    private FaultKind kind;
    private Answer answer;
    private Route route;
    private String part = "";
    private int uses = 1;

    private Fault(FaultKind kind, long at) {
        this.kind = kind;
        this.at = at;
    }

    // What happens

    /** Answers before the body is read, and before any check. */
    public static Fault status(int status, String contentType, String body) {
        return answer(Answer.of(status, contentType, body));
    }

    /** Answers with a JSON message, as GitLab does. */
    public static Fault status(int status) {
        return answer(Answer.message(status, status + " " + HttpStatus.getMessage(status)));
    }

    /** Answers with an HTML page, as a proxy in front of GitLab does with 502, 503 and 504. */
    public static Fault html(int status) {
        return answer(Answer.html(status, status + " " + HttpStatus.getMessage(status)));
    }

    private static Fault answer(Answer answer) {
        Fault fault = new Fault(FaultKind.ANSWER, -1);
        fault.answer = answer;
        return fault;
    }

    /** Answers 429 with plain text; add {@code Retry-After} or {@code RateLimit-Reset} by {@link #header}. */
    public static Fault tooManyRequests() {
        return status(429, "text/plain", "Retry later\n");
    }

    /** Answers 302 to any address. */
    public static Fault redirect(String location) {
        return status(302, "text/html", "").header("Location", location);
    }

    /** Closes the connection when the head of the request was read. */
    public static Fault drop() {
        return new Fault(FaultKind.DROP, -1);
    }

    /** Closes the connection after so many bytes of the body were received (upload) or sent (download). */
    public static Fault dropInBody(long afterBytes) {
        return new Fault(FaultKind.DROP_IN_BODY, afterBytes);
    }

    /** Does what was asked, stores an upload, and closes the connection instead of answering. */
    public static Fault loseAnswer() {
        return new Fault(FaultKind.DROP_ANSWER, -1);
    }

    /** Stops receiving or sending after so many bytes of the body, until released or closed. */
    public static Fault stallInBody(long afterBytes) {
        return new Fault(FaultKind.STALL_IN_BODY, afterBytes);
    }

    /** Does what was asked, stores an upload, and holds the answer back until released or closed. */
    public static Fault stallBeforeAnswer() {
        return new Fault(FaultKind.STALL_ANSWER, -1);
    }

    /** Receives or sends the body at about this speed; releasing it gives full speed. */
    public static Fault slow(long bytesPerSecond) {
        return new Fault(FaultKind.SLOW, bytesPerSecond);
    }

    /** Serves, or stores, the first bytes of a file as if they were the whole file. */
    public static Fault truncate(long toBytes) {
        return new Fault(FaultKind.TRUNCATE, toBytes);
    }

    /** Flips the byte at this place of the body, as sent or as stored. */
    public static Fault corrupt(long at) {
        return new Fault(FaultKind.CORRUPT, at);
    }

    /** Waits for the body without ever sending {@code 100 Continue}. */
    public static Fault withholdContinue() {
        return new Fault(FaultKind.NO_CONTINUE, -1);
    }

    // Details, before it is added

    /** Adds a header to the answer of a status fault. */
    public Fault header(String name, String value) {
        answer.with(name, value);
        return this;
    }

    /** Lets a status fault answer only after the request was carried out and an upload stored. */
    public Fault afterStoring() {
        kind = FaultKind.ANSWER_AFTERWARDS;
        return this;
    }

    /** Limits the fault to a route; without it, it meets any request to either origin. */
    public Fault on(Route only) {
        route = only;
        return this;
    }

    /** Limits the fault to requests whose decoded target contains the text, such as a file name. */
    public Fault matching(String text) {
        part = text;
        return this;
    }

    /** Sets how many requests it meets; one by default. */
    public Fault times(int count) {
        uses = count;
        return this;
    }

    public Fault always() {
        return times(Integer.MAX_VALUE);
    }

    // While it works

    /** Waits until a request has reached the point of the fault; false when none did in time. */
    public boolean awaitReached(Duration timeout) throws InterruptedException {
        return gate.await(1, timeout);
    }

    /** Waits until so many requests have reached the point of the fault; false when they did not in time. */
    public boolean awaitReached(int count, Duration timeout) throws InterruptedException {
        return gate.await(count, timeout);
    }

    /** Returns how many requests have reached the point of the fault. */
    public int reached() {
        return gate.reached();
    }

    /** Ends stalling and slowness, for requests under way and for later ones. */
    public void release() {
        gate.open();
    }

    // For the routes

    Gate gate() {
        return gate;
    }

    FaultKind kind() {
        return kind;
    }

    long at() {
        return at;
    }

    /** Takes one use if this fault is meant for the request. */
    synchronized boolean meets(Route requested, String decodedTarget) {
        boolean meant = uses > 0 && (route == null || route == requested) && decodedTarget.contains(part);
        if (meant && uses != Integer.MAX_VALUE) {
            uses--;
        }
        return meant;
    }

    void beforeBody(RequestBody body) throws Refusal, IOException {
        switch (kind) {
            case ANSWER -> {
                gate.reach();
                throw new Refusal(answer);
            }
            case DROP -> {
                gate.reach();
                throw new ConnectionDropped();
            }
            case NO_CONTINUE -> {
                body.withholdContinue();
                gate.reach();
            }
            default -> {
                // the other kinds have their point later
            }
        }
    }

    InputStream spoil(InputStream body) {
        return switch (kind) {
            case DROP_IN_BODY, STALL_IN_BODY, SLOW, TRUNCATE, CORRUPT -> new SpoiledBody(body, this);
            default -> body;
        };
    }

    /** Returns the size that a stored file is served with. */
    long sizeOf(StoredFile file) {
        if (kind != FaultKind.TRUNCATE) {
            return file.size();
        }
        gate.reach();
        return Math.min(at, file.size());
    }

    void beforeAnswer() throws Refusal, IOException, InterruptedException {
        switch (kind) {
            case ANSWER_AFTERWARDS -> {
                gate.reach();
                throw new Refusal(answer);
            }
            case DROP_ANSWER -> {
                gate.reach();
                throw new ConnectionDropped();
            }
            case STALL_ANSWER -> {
                gate.reach();
                gate.hold();
            }
            default -> {
                // the other kinds had their point earlier
            }
        }
    }
}
