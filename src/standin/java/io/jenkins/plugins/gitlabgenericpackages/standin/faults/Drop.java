package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.ConnectionDropped;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RequestBody;

/** Makes the test double end the connection, before it reads the body or in place of the answer. */
final class Drop extends Effect {
    private final boolean afterwards;

    Drop(boolean afterwards) {
        this.afterwards = afterwards;
    }

    @Override
    public void beforeBody(RequestBody body) throws ConnectionDropped {
        drop(!afterwards);
    }

    @Override
    public void beforeAnswer() throws ConnectionDropped {
        drop(afterwards);
    }

    private void drop(boolean now) throws ConnectionDropped {
        if (now) {
            gate.reach();
            throw new ConnectionDropped();
        }
    }
}
