package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.RequestBody;
import java.io.IOException;

/** Makes the test double hold back what the client waits for: {@code 100 Continue}, or the answer. */
final class Withhold extends Effect {
    private final boolean answer;

    private Withhold(boolean answer) {
        this.answer = answer;
    }

    static Withhold theAnswer() {
        return new Withhold(true);
    }

    static Withhold theContinue() {
        return new Withhold(false);
    }

    @Override
    public void beforeBody(RequestBody body) {
        if (!answer) {
            body.withholdContinue();
            gate.reach();
        }
    }

    @Override
    public void beforeAnswer() throws IOException, InterruptedException {
        if (answer) {
            gate.reach();
            gate.hold();
        }
    }
}
