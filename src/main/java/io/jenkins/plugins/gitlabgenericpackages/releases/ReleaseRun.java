package io.jenkins.plugins.gitlabgenericpackages.releases;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.BuildRegistry;
import io.jenkins.plugins.gitlabgenericpackages.ParameterText;
import io.jenkins.plugins.gitlabgenericpackages.agents.RegistryCall;
import io.jenkins.plugins.gitlabgenericpackages.agents.RegistryQuestion;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedRelease;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseRequest;
import java.io.IOException;
import java.util.function.Consumer;

/** Makes a release for a build, be it of a Pipeline or of a freestyle job. */
record ReleaseRun(Run<?, ?> run, EnvVars environment, TaskListener listener) {
    /**
     * @param folder where the agent is that asks GitLab; null for the controller
     * @throws AbortException if it failed for a reason that people can mend
     */
    GenericPackageRelease perform(GitLabGenericReleaseStep step, ParameterText text, @CheckForNull FilePath folder)
            throws IOException, InterruptedException {
        RegistrySettings settings;
        ReleaseRequest request;
        try {
            settings = new BuildRegistry(run, environment).settings(step, text);
            request = step.request(text, settings.registry());
        } catch (InvalidRequestException e) {
            throw new AbortException(e.getMessage());
        }
        PublishedRelease told =
                RegistryCall.ask(settings, new Publish(request), PublishedRelease.class, listener, folder);
        GenericPackageRelease release = new ReleaseAnswer(told).shown(settings.registry(), request);
        ReleasesAction.record(run, settings.registry().projectId(), release);
        return release;
    }

    /** Goes to the agent. */
    private record Publish(ReleaseRequest request) implements RegistryQuestion<PublishedRelease> {
        @Override
        public PublishedRelease ask(GenericPackageClient client, Consumer<String> log)
                throws IOException, InterruptedException {
            return client.release(request);
        }
    }
}
