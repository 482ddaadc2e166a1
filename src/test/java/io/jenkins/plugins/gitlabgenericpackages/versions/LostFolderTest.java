package io.jenkins.plugins.gitlabgenericpackages.versions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import io.jenkins.plugins.gitlabgenericpackages.StepTest;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.Test;

/** A step that had an agent asks from there or not at all. */
public class LostFolderTest extends StepTest {
    @Test
    public void neverFromTheControllerInstead() throws Exception {
        Context context = new Context(j.buildAndAssertSuccess(j.createFreeStyleProject()));
        context.folder = () -> null;
        VersionsExecution execution = new VersionsExecution(step(), context);
        context.folder = () -> new FilePath(j.jenkins.getRootPath(), "workspace");
        execution.start();
        assertThat(context.end.get(30, TimeUnit.SECONDS), is("[]"));
        int asked = registry.requests().all().size();
        context.end = new CompletableFuture<>();
        context.folder = () -> null;
        execution.onResume();
        assertThat(context.end.get(30, TimeUnit.SECONDS), instanceOf(MissingContextVariableException.class));
        assertThat(registry.requests().all().size(), is(asked));
    }

    @Test
    public void offlineAgentIsToldInOneLine() throws Exception {
        Context context = new Context(j.buildAndAssertSuccess(j.createFreeStyleProject()));
        context.folder = () -> {
            throw new IOException("Unable to create live FilePath for a1; a1 was marked offline");
        };
        new VersionsExecution(step(), context).start();
        Object failure = context.end.get(30, TimeUnit.SECONDS);
        assertThat(failure, instanceOf(AbortException.class));
        assertThat(
                ((Exception) failure).getMessage(),
                is("The step's agent is offline: Unable to create live FilePath for a1; a1 was marked offline"));
        assertThat("retry knows it", Channel.isClosedChannelException((Exception) failure), is(true));
        assertThat(registry.requests().all(), empty());
    }

    private GitLabGenericVersionsStep step() {
        GitLabGenericVersionsStep step = new GitLabGenericVersionsStep("app");
        step.setGitlabUrl(registry.url());
        step.setProjectId("7");
        step.setCredentialsId("gitlab");
        return step;
    }

    /** A context whose folder comes and goes. */
    private static final class Context extends StepContext {
        private static final long serialVersionUID = 1L;

        private final transient FreeStyleBuild build;
        private transient Callable<FilePath> folder;
        private transient CompletableFuture<Object> end = new CompletableFuture<>();

        Context(FreeStyleBuild build) {
            this.build = build;
        }

        @Override
        public <T> T get(Class<T> key) throws IOException, InterruptedException {
            if (key == FilePath.class) {
                try {
                    return key.cast(folder.call());
                } catch (IOException e) {
                    throw e;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
            return key == Run.class
                    ? key.cast(build)
                    : key == EnvVars.class
                            ? key.cast(new EnvVars())
                            : key == TaskListener.class ? key.cast(TaskListener.NULL) : null;
        }

        @Override
        public void onSuccess(Object result) {
            end.complete(String.valueOf(result));
        }

        @Override
        public void onFailure(Throwable failure) {
            end.complete(failure);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public ListenableFuture<Void> saveState() {
            throw new AssertionError();
        }

        @Override
        public void setResult(hudson.model.Result result) {
            throw new AssertionError();
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            throw new AssertionError();
        }

        @Override
        public boolean equals(Object other) {
            return other == this;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}
