package io.jenkins.plugins.gitlabgenericpackages.client.http;

import java.util.List;

/** The threads that clients have started, as tests see them. */
public final class ClientThreads {
    private ClientThreads() {}

    public static List<Thread> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("gitlab-packages-"))
                .toList();
    }
}
