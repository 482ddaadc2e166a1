package io.jenkins.plugins.gitlabgenericpackages.builds;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import hudson.Util;
import hudson.model.Fingerprint;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.tasks.Fingerprinter.FingerprintAction;
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericDownloadBuilder;
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericDownloadStep;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.StepTest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Test;

public class FingerprintsTest extends StepTest {
    @Test
    public void uploadAndDownloadPointAtEachOther() throws Exception {
        WorkflowRun maker = Pipelines.run(j, """
                node {
                    writeFile file: 'a.txt', text: 'made here'
                    %s
                }
                """.formatted(registry.upload("file: 'a.txt', fingerprint: true")));
        WorkflowRun taker = Pipelines.run(
                j, "node { %s }".formatted(registry.download("file: 'b.txt', fileName: 'a.txt', fingerprint: true")));

        Fingerprint fingerprint = j.jenkins._getFingerprint(Util.getDigestOf("made here"));
        assertThat(fingerprint.getOriginal().getRun(), is(maker));
        assertThat(fingerprint.getRangeSet(taker.getParent()).includes(taker.getNumber()), is(true));
        assertThat(shown(maker), contains("app/1.0/a.txt"));
        assertThat(shown(taker), contains("app/1.0/a.txt"));
        String page = j.createWebClient()
                .getPage(taker, "gitlab-generic-packages/")
                .getWebResponse()
                .getContentAsString();
        assertThat(page, containsString("/fingerprint/" + Util.getDigestOf("made here") + "/"));
    }

    @Test
    public void whatNoBuildMadeHasNoOriginal() throws Exception {
        registry.add("found.txt", "made elsewhere");
        Pipelines.run(j, "node { %s }".formatted(registry.download("fingerprint: true")));
        Fingerprint fingerprint = j.jenkins._getFingerprint(Util.getDigestOf("made elsewhere"));
        assertThat(fingerprint, notNullValue());
        assertThat(fingerprint.getOriginal(), nullValue());
    }

    @Test
    public void filesOfOneNameInTwoPackagesAreTwo() throws Exception {
        registry.add("a.txt", "first");
        WorkflowRun build = Pipelines.run(j, """
                node {
                    %s
                    writeFile file: 'a.txt', text: 'second'
                    %s
                }
                """.formatted(
                        registry.download("fingerprint: true"),
                        registry.upload("file: 'a.txt', packageVersion: '2.0', fingerprint: true")));
        assertThat(shown(build), containsInAnyOrder("app/1.0/a.txt", "app/2.0/a.txt"));
    }

    @Test
    public void ofManyFilesTheBuildsOwnRecordKeepsAThousand() throws Exception {
        registry.get().addFiles(RegistryRule.PROJECT, "app", "1.0", 700);
        registry.get().addFiles(RegistryRule.PROJECT, "app", "2.0", 700);
        WorkflowRun build = Pipelines.run(
                j,
                "node { %s; %s }"
                        .formatted(
                                registry.download("fingerprint: true"),
                                registry.download("packageVersion: '2.0', fingerprint: true")));
        awaitWritten();
        assertThat(shown(build).size(), is(1000));
        assertThat(shown(build), hasItem("app/2.0/file-0001.txt"));
        assertThat(j.jenkins._getFingerprint(Util.getDigestOf("file-0700.txt")), notNullValue());
    }

    @Test
    public void withoutFingerprintsNoneIsWrittenAndNoMd5IsComputed() throws Exception {
        for (String parameter : List.of("", ", fingerprint: false", ", fingerprint: null")) {
            WorkflowRun build = Pipelines.run(j, """
                    node {
                        writeFile file: 'a.txt', text: 'forgotten'
                        2.times { %s }
                        2.times { %s }
                    }
                    """.formatted(
                            registry.upload("file: 'a.txt'" + parameter), registry.download("dir: 'in'" + parameter)));
            assertThat(build.getAction(FingerprintAction.class), nullValue());
            assertThat(j.jenkins._getFingerprint(Util.getDigestOf("forgotten")), nullValue());
            for (PackageTransfer transfer :
                    build.getAction(GenericPackagesAction.class).getTransfers()) {
                assertThat(transfer.getFiles().get(0).getMd5(), is(""));
            }
            String page = j.createWebClient()
                    .getPage(build, "gitlab-generic-packages/")
                    .getWebResponse()
                    .getContentAsString();
            assertThat(page, not(containsString("/fingerprint/")));
        }
    }

    @Test
    public void buildStepsRecordThemWhereTheyAreAskedTo() throws Exception {
        registry.add("a.txt", "of a build step");
        GitLabGenericDownloadStep step = registry.connect(new GitLabGenericDownloadStep("app", "1.0"));
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericDownloadBuilder(step));
        assertThat(j.buildAndAssertSuccess(job).getAction(FingerprintAction.class), nullValue());
        step.setFingerprint(true);
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        assertThat(shown(build), contains("app/1.0/a.txt"));
        Fingerprint fingerprint = j.jenkins._getFingerprint(Util.getDigestOf("of a build step"));
        assertThat(fingerprint.getRangeSet(job).includes(build.getNumber()), is(true));
    }

    @Test
    public void whatJenkinsHasNotWrittenWhenItEndsIsWrittenWhenTheBuildIsLoaded() throws Exception {
        registry.get().addFiles(RegistryRule.PROJECT, "app", "1.0", 60);
        WorkflowRun build = Pipelines.run(j, "node { %s }".formatted(registry.download("fingerprint: true")));
        awaitWritten();
        String md5 = Util.getDigestOf("file-0060.txt");
        File written = new File(
                j.jenkins.getRootDir(),
                "fingerprints/" + md5.substring(0, 2) + "/" + md5.substring(2, 4) + "/" + md5.substring(4) + ".xml");
        Path record = build.getRootDir().toPath().resolve("build.xml");
        assertThat(written.delete(), is(true));
        Files.writeString(
                record,
                Files.readString(record)
                        .replace(
                                "<fingerprintsDue>false</fingerprintsDue>", "<fingerprintsDue>true</fingerprintsDue>"));
        String job = build.getParent().getFullName();
        j.jenkins.reload();
        assertThat(written.exists(), is(false));
        WorkflowRun loaded = j.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
        awaitWritten();
        assertThat(written.exists(), is(true));
        assertThat(Files.readString(record), containsString("<fingerprintsDue>false</fingerprintsDue>"));
        assertThat(shown(loaded).size(), is(60));
    }

    @Test
    public void aBuildThatWasDeletedMeanwhileStaysDeleted() throws Exception {
        registry.get().addFiles(RegistryRule.PROJECT, "app", "1.0", 60);
        CountDownLatch deleted = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            BuildFingerprints.LATER.submit(() -> {
                deleted.await();
                return null;
            });
        }
        WorkflowRun build = Pipelines.run(j, "node { %s }".formatted(registry.download("fingerprint: true")));
        assertThat(build.getAction(FingerprintAction.class), nullValue());
        build.delete();
        deleted.countDown();
        awaitWritten();
        assertThat(build.getRootDir().exists(), is(false));
    }

    private static Set<String> shown(Run<?, ?> build) {
        return build.getAction(FingerprintAction.class).getRecords().keySet();
    }

    /** Waits for all that was to be written later: its two threads do one thing after the other. */
    private static void awaitWritten() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Future<Integer> one = BuildFingerprints.LATER.submit(() -> both.await());
        Future<Integer> other = BuildFingerprints.LATER.submit(() -> both.await());
        one.get();
        other.get();
    }
}
