package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assume.assumeFalse;

import hudson.FilePath;
import hudson.Functions;
import hudson.Util;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackagesAction;
import io.jenkins.plugins.gitlabgenericpackages.builds.PackageTransfer;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Test;

/** Whole folders on a real agent, which starts without any class of the plugin. */
public class ArchiveStepTest extends StepTest {
    @Test
    public void modesAndLinksSurvive() throws Exception {
        assumeFalse("It is for agents with a shell", Functions.isWindows());
        DumbSlave agent = j.createOnlineSlave();
        WorkflowJob job = Pipelines.job(j, """
                node('%s') {
                    sh '''mkdir -p out/bin out/empty && printf '#!/bin/sh\\\\necho it runs' >out/bin/run && chmod 750 out/bin/run
                        ln -s bin/run out/current'''
                    %s
                    def files = %s
                    echo "names ${files*.fileName} in ${files*.path}"
                    sh 'app/current && stat -c "mode %%a" app/bin/run && test -L app/current && test -d app/empty'
                }
                """.formatted(
                        agent.getNodeName(),
                        registry.upload("dir: 'out', archive: 'app.tar.gz', fingerprint: true"),
                        registry.download("fileName: 'app.tar.gz', unpack: true, dir: 'app', fingerprint: true")));
        WorkflowRun build = j.buildAndAssertSuccess(job);
        j.assertLogContains("it runs", build);
        j.assertLogContains("mode 750", build);
        j.assertLogContains("names [app.tar.gz] in [app]", build);
        assertThat(registry.names(), contains("app.tar.gz"));
        List<GenericPackageFile> files = new ArrayList<>();
        for (PackageTransfer transfer :
                build.getAction(GenericPackagesAction.class).getTransfers()) {
            files.addAll(transfer.getFiles());
        }
        assertThat(files.stream().map(GenericPackageFile::getFileName).toList(), contains("app.tar.gz", "app.tar.gz"));
        assertThat(files.stream().map(GenericPackageFile::getPath).toList(), contains("out", "app"));
        String md5;
        try (InputStream archive = Files.newInputStream(registry.files().get(0).blob())) {
            md5 = Util.getDigestOf(archive);
        }
        assertThat(j.jenkins._getFingerprint(md5).getFileName(), containsString("app.tar.gz"));
        assertNothingLeft(agent.getWorkspaceFor(job));
    }

    @Test
    public void aRefusedArchiveChangesNothing() throws Exception {
        DumbSlave agent = j.createOnlineSlave();
        registry.get().addFile(RegistryRule.PROJECT, "app", "1.0", "app.zip", zip("new", "../out"));
        WorkflowJob job =
                Pipelines.job(j, """
                node('%s') {
                    writeFile file: 'in/old', text: 'old'
                    try {
                        %s
                    } finally {
                        echo "there is ${['in/old', 'in/new', 'out', 'app.zip'].findAll { fileExists it }}"
                    }
                }
                """.formatted(agent.getNodeName(), registry.download("unpack: true, dir: 'in'")));
        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("there is [in/old]", build);
        j.assertLogContains("'../out'", build);
        j.assertLogContains(" is as it was", build);
        j.assertLogNotContains("\tat ", build);
        assertThat(
                build.getAction(GenericPackagesAction.class)
                        .getTransfers()
                        .get(0)
                        .getFileCount(),
                is(0));
        assertNothingLeft(agent.getWorkspaceFor(job));
    }

    @Test
    public void anAbortLeavesNothing() throws Exception {
        DumbSlave agent = j.createOnlineSlave();
        Fault stall = registry.fault(Fault.stallInBody(10).on(Route.UPLOAD));
        WorkflowJob job =
                Pipelines.job(j, """
                node('%s') {
                    writeFile file: 'out/a.txt', text: 'hello' * 1000
                    %s
                }
                """.formatted(agent.getNodeName(), registry.upload("dir: 'out', archive: 'app.tar'")));
        WorkflowRun build = Pipelines.start(job);
        assertThat(stall.awaitReached(RegistryRule.SOON), is(true));
        FilePath workspace = agent.getWorkspaceFor(job);
        assertThat(temporary(workspace).list("*.part").length, is(1));
        build.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        // The build does not wait for its agent to tidy up; the test's own time does.
        while (!leftovers(workspace).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    public void buildStepsPackAndUnpack() throws Exception {
        DumbSlave agent = j.createOnlineSlave();
        FreeStyleProject job = j.createFreeStyleProject();
        job.setAssignedNode(agent);
        GitLabGenericUploadStep upload = registry.connect(new GitLabGenericUploadStep("app", "1.0"));
        upload.setDir("out");
        upload.setArchive("${JOB_NAME}.zip");
        GitLabGenericDownloadStep download = registry.connect(new GitLabGenericDownloadStep("app", "1.0"));
        download.setDir("in");
        download.setUnpack(true);
        job.getBuildersList().add(new GitLabGenericUploadBuilder(upload));
        job.getBuildersList().add(new GitLabGenericDownloadBuilder(download));
        FilePath workspace = agent.getWorkspaceFor(job);
        workspace.child("out/a.txt").write("hello", StandardCharsets.UTF_8.name());
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        j.assertLogContains("Unpacked " + job.getName() + ".zip: 1 entry, 5 B", build);
        assertThat(workspace.child("in/a.txt").readToString(), is("hello"));
        assertNothingLeft(workspace);
        upload.setFile("out/a.txt");
        j.assertLogContains(
                "Give either 'Archive' or 'Single file', not both", j.buildAndAssertStatus(Result.FAILURE, job));
    }

    private static FilePath temporary(FilePath workspace) {
        return WorkspaceList.tempDir(workspace);
    }

    private static void assertNothingLeft(FilePath workspace) throws Exception {
        assertThat(leftovers(workspace), is(List.of()));
    }

    private static List<String> leftovers(FilePath workspace) throws Exception {
        List<String> names = new ArrayList<>();
        for (FilePath folder : List.of(workspace, temporary(workspace))) {
            folder.list().stream()
                    .map(FilePath::getName)
                    .filter(name -> name.startsWith(".gitlab-"))
                    .forEach(names::add);
        }
        return names;
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
            }
        }
        return bytes.toByteArray();
    }
}
