package io.jenkins.plugins.gitlabgenericpackages.shell;

/** What a command returns to the shell. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    /** What shells use for a program that SIGINT ended. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
