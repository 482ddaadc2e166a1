package io.jenkins.plugins.gitlabgenericpackages.standin;

/** What a fault of the test double does; {@link Fault}'s factories say it in full. */
enum FaultKind {
    NONE,
    ANSWER,
    ANSWER_AFTERWARDS,
    DROP,
    DROP_IN_BODY,
    DROP_ANSWER,
    STALL_IN_BODY,
    STALL_ANSWER,
    SLOW,
    TRUNCATE,
    CORRUPT,
    NO_CONTINUE
}
