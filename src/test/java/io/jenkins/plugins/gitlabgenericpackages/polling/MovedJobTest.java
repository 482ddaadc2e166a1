package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.Items;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.File;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.Test;

/** Jobs that are renamed, moved or deleted while GitLab is asked for them. */
public class MovedJobTest extends PollingTestCase {
    private interface Move {
        void run() throws Exception;
    }

    private FreeStyleProject create(String name) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject(name);
        configure(job, quickTrigger());
        return job;
    }

    /** Polls a job for which a version has come, and moves it meanwhile. */
    private Future<?> pollDuring(FreeStyleProject job, Move move) throws Exception {
        add("1.0");
        now = now.plusSeconds(60);
        Fault stall = registry.fault(Fault.stallBeforeAnswer().on(Route.LIST_PACKAGES));
        Future<?> poll = Polls.get().submit(GitLabGenericPackageTrigger.of(job).orElseThrow(), job);
        assertTrue(stall.awaitReached(RegistryRule.SOON));
        move.run();
        stall.release();
        return poll;
    }

    @Test
    public void aJobThatIsRenamedBuildsOnce() throws Exception {
        FreeStyleProject job = create("renamed");
        poll(job);
        File before = job.getRootDir();
        pollDuring(job, () -> job.renameTo("by-another-name")).get();
        j.waitUntilNoActivity();
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
        assertFalse(before.exists());
        assertThat(new PollingFile(job).read().started().size(), is(0));
    }

    @Test
    public void aJobThatIsMovedBuildsOnce() throws Exception {
        FreeStyleProject job = create("moved");
        poll(job);
        File before = job.getRootDir();
        Folder folder = j.createProject(Folder.class, "folder");
        pollDuring(job, () -> Items.move(job, folder)).get();
        j.waitUntilNoActivity();
        poll(job);
        assertThat(built(job), is(List.of("1.0")));
        assertFalse(before.exists());
    }

    @Test
    public void aJobThatIsDeletedLeavesNothing() throws Exception {
        FreeStyleProject job = create("deleted");
        poll(job);
        pollDuring(job, job::delete).get();
        j.waitUntilNoActivity();
        assertFalse(job.getRootDir().exists());
    }

    @Test
    public void anotherJobOfTheNameInheritsNothing() throws Exception {
        FreeStyleProject job = create("replaced");
        poll(job);
        FreeStyleProject[] other = new FreeStyleProject[1];
        Future<?>[] poll = new Future<?>[1];
        Future<?> old = pollDuring(job, () -> {
            job.delete();
            other[0] = create(job.getName());
            poll[0] =
                    Polls.get().submit(GitLabGenericPackageTrigger.of(other[0]).orElseThrow(), other[0]);
        });
        old.get();
        poll[0].get();
        assertThat(latest(other[0]), startsWith("The first poll"));
        poll(other[0]);
        assertThat(built(other[0]), is(List.of()));
    }
}
