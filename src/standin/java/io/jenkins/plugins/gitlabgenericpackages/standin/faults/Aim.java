package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;

/** Which requests a fault is meant for, and how many yet. Set up by one thread, then asked by many. */
final class Aim {
    Route route;
    String part = "";
    String rangeEnd = "";
    int uses = 1;
    int passed;

    /** Takes one use if the request is meant. */
    synchronized boolean takes(Route requested, String decodedTarget, String range) {
        boolean meant = uses > 0
                && (route == null || route == requested)
                && decodedTarget.contains(part)
                && (rangeEnd.isEmpty() || range != null && range.endsWith(rangeEnd));
        if (meant && passed > 0) {
            passed--;
            return false;
        }
        if (meant && uses != Integer.MAX_VALUE) {
            uses--;
        }
        return meant;
    }
}
