package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Percent;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults that are waiting for requests to the stand-in registry (a test double), first come first. Thread-safe. */
public final class Faults {
    private final List<Fault> queue = new CopyOnWriteArrayList<>();

    public Faults() {}

    /** Adds a fault and returns it. */
    public Fault add(Fault fault) {
        queue.add(fault);
        return fault;
    }

    /** Releases and forgets all faults. */
    public void clear() {
        queue.forEach(Fault::release);
        queue.clear();
    }

    /** Drops the requests that faults hold; for closing. */
    public void abandon() {
        queue.forEach(fault -> fault.effect.gate.abandon());
    }

    /**
     * Takes the first fault meant for the request, or the one that does nothing.
     *
     * @param range the part of a file that is asked for; null for none
     */
    public Effect take(Route route, String target, String range) {
        String decoded = Percent.decode(target);
        return queue.stream()
                .filter(fault -> fault.aim.takes(route, decoded, range))
                .map(fault -> fault.effect)
                .findFirst()
                .orElse(Effect.NONE);
    }
}
