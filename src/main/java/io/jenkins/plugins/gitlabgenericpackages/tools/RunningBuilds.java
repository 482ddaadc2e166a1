package io.jenkins.plugins.gitlabgenericpackages.tools;

import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Run;
import java.time.Duration;

/** What is under way on an agent. Controller only. */
final class RunningBuilds {
    private RunningBuilds() {}

    /**
     * Returns how long the oldest build on an agent has been running; zero if there is none. A Pipeline counts from its own
     * start: after a restart of Jenkins, its executor is a new one.
     */
    static Duration longestOn(Node node) {
        Computer agent = node.toComputer();
        long longest = 0;
        if (agent != null) {
            for (Executor executor : agent.getAllExecutors()) {
                Queue.Executable top = executor.getCurrentExecutable();
                if (top != null) {
                    longest = Math.max(longest, executor.getElapsedTime());
                }
                while (top != null && top.getParentExecutable() != null) {
                    top = top.getParentExecutable();
                }
                if (top instanceof Run<?, ?> build) {
                    longest = Math.max(longest, System.currentTimeMillis() - build.getStartTimeInMillis());
                }
            }
        }
        return Duration.ofMillis(longest);
    }
}
