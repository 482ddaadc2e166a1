package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.time.Duration;

/**
 * A misbehaviour of the stand-in registry (a test double): what, where, and how many times. Configure it, then hand it
 * to {@link Faults#add}; from then on any thread may wait for it, release it or read its counters.
 */
public final class Fault {
    final Effect effect;
    final Aim aim = new Aim();

    private Fault(Effect effect) {
        this.effect = effect;
    }

    // What happens

    /** Answers before the body is read, and before any check. */
    public static Fault status(int status, String contentType, String body) {
        return new Fault(new AnswerInstead(Answer.of(status, contentType, body)));
    }

    /** Answers with a JSON message, as GitLab does. */
    public static Fault status(int status) {
        return new Fault(new AnswerInstead(Answer.message(status)));
    }

    /** Answers with an HTML page, as a proxy in front of GitLab does with 502, 503 and 504. */
    public static Fault html(int status) {
        return new Fault(new AnswerInstead(Answer.html(status)));
    }

    /** Answers as an object storage refuses: in XML, with a code such as {@code AccessDenied}. */
    public static Fault storage(int status, String code) {
        return new Fault(new AnswerInstead(Answer.xml(status, code, "")));
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
        return new Fault(new Drop(false));
    }

    /** Closes the connection after so many bytes of the body were received (upload) or sent (download). */
    public static Fault dropInBody(long afterBytes) {
        return new Fault(new SpoilBody(SpoilBody.How.DROP, afterBytes));
    }

    /** Does what was asked, stores an upload, and closes the connection instead of answering. */
    public static Fault loseAnswer() {
        return new Fault(new Drop(true));
    }

    /** Stops receiving or sending after so many bytes of the body, until released or closed. */
    public static Fault stallInBody(long afterBytes) {
        return new Fault(new SpoilBody(SpoilBody.How.STALL, afterBytes));
    }

    /** Does what was asked, stores an upload, and holds the answer back until released or closed. */
    public static Fault stallBeforeAnswer() {
        return new Fault(Withhold.theAnswer());
    }

    /** Receives or sends the body so much later, or when released. */
    public static Fault late(Duration delay) {
        return new Fault(new Late(delay));
    }

    /** Receives or sends the body at about this speed; releasing it gives full speed. */
    public static Fault slow(long bytesPerSecond) {
        return new Fault(new SlowBody(bytesPerSecond));
    }

    /** Serves, or stores, the first bytes of a file as if they were the whole file. */
    public static Fault truncate(long toBytes) {
        return new Fault(new SpoilBody(SpoilBody.How.TRUNCATE, toBytes));
    }

    /** Flips the byte at this place of the body, as sent or as stored. */
    public static Fault corrupt(long at) {
        return new Fault(new SpoilBody(SpoilBody.How.CORRUPT, at));
    }

    /** Waits for the body without ever sending {@code 100 Continue}. */
    public static Fault withholdContinue() {
        return new Fault(Withhold.theContinue());
    }

    // Details, before it is added

    /** Adds a header to the answer of a status fault. */
    public Fault header(String name, String value) {
        ((AnswerInstead) effect).header(name, value);
        return this;
    }

    /** Lets a status fault answer only after the request was carried out and an upload stored. */
    public Fault afterStoring() {
        ((AnswerInstead) effect).afterStoring();
        return this;
    }

    /** Limits the fault to a route; without it, it meets any request to either origin. */
    public Fault on(Route only) {
        aim.route = only;
        return this;
    }

    /** Limits the fault to requests whose decoded target contains the text, such as a file name. */
    public Fault matching(String text) {
        aim.part = text;
        return this;
    }

    /** Limits the fault to requests for a range that ends with that byte of a file. */
    public Fault upTo(long lastByte) {
        aim.rangeEnd = "-" + lastByte;
        return this;
    }

    /** Sets how many requests it meets; one by default. */
    public Fault times(int count) {
        aim.uses = count;
        return this;
    }

    /** Lets so many requests pass that it is meant for, before it meets one. */
    public Fault after(int requests) {
        aim.passed = requests;
        return this;
    }

    public Fault always() {
        return times(Integer.MAX_VALUE);
    }

    // While it works

    /** Waits until a request has reached the point of the fault; false when none did in time. */
    public boolean awaitReached(Duration timeout) throws InterruptedException {
        return awaitReached(1, timeout);
    }

    /** Waits until so many requests have reached the point of the fault; false when they did not in time. */
    public boolean awaitReached(int count, Duration timeout) throws InterruptedException {
        return effect.gate.await(count, timeout);
    }

    /** Returns how many requests have reached the point of the fault. */
    public int reached() {
        return effect.gate.reached();
    }

    /** Ends stalling and slowness, for requests under way and for later ones. */
    public void release() {
        effect.gate.open();
    }
}
