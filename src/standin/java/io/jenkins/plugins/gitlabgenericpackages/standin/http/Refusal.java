package io.jenkins.plugins.gitlabgenericpackages.standin.http;

/** Leaves a route of the test double early with an answer. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    public Refusal(Answer answer) {
        super(null, null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
