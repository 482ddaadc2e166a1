package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import java.io.IOException;

/** What one origin of the test double does with a request; called by many threads. */
public interface HttpHandler {
    Answer handle(HttpRequest request) throws Refusal, IOException, InterruptedException;
}
