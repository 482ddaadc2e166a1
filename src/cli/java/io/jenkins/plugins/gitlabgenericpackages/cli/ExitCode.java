package io.jenkins.plugins.gitlabgenericpackages.cli;

/** What a command returns to the shell. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** What shells use for a program that SIGINT ended. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
