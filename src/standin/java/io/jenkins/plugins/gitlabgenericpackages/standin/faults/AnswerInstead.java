package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RequestBody;

/** Makes the test double give an answer that is not the route's. */
final class AnswerInstead extends Effect {
    private final Answer answer;
    private boolean afterwards;

    AnswerInstead(Answer answer) {
        this.answer = answer;
    }

    void header(String name, String value) {
        answer.with(name, value);
    }

    void afterStoring() {
        afterwards = true;
    }

    @Override
    public void beforeBody(RequestBody body) throws Refusal {
        give(!afterwards);
    }

    @Override
    public void beforeAnswer() throws Refusal {
        give(afterwards);
    }

    private void give(boolean now) throws Refusal {
        if (now) {
            gate.reach();
            throw new Refusal(answer);
        }
    }
}
