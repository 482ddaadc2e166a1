package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Test;

public class PipelineStepsTest extends StepTest {
    @Test
    public void basics() throws Exception {
        WorkflowRun build =
                Pipelines.run(j, """
                node {
                    writeFile file: 'out/a.txt', text: 'hello'
                    def sent = %s
                    echo "sent ${sent*.fileName}, ${sent[0].size} bytes"
                    def received = %s
                    echo "received ${received[0].path}: ${readFile 'in/a.txt'}"
                }
                """.formatted(registry.upload("file: 'out/a.txt'"), registry.download("dir: 'in'")));
        j.assertLogContains("sent [a.txt], 5 bytes", build);
        j.assertLogContains("received in/a.txt: hello", build);
        assertThat(registry.names(), contains("a.txt"));
    }

    @Test
    public void sandboxMayReadEverythingOfTheResult() throws Exception {
        registry.add("sub%2Fa.txt", "hello");
        WorkflowRun build = Pipelines.run(j, """
                node {
                    def file = %s[0]
                    echo "${file.fileName}|${file.path}|${file.packageName}|${file.packageVersion}|${file.size}"
                    echo "${file.sha256}|${file.skipped}|${file.isSkipped()}|${file}"
                    echo "url=${file.url}"
                }
                """.formatted(registry.download("packageVersion: 'latest'")));
        j.assertLogContains("sub/a.txt|sub/a.txt|app|1.0|5", build);
        j.assertLogContains(
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824|false|false|sub/a.txt", build);
        j.assertLogContains("url=" + registry.url() + "/api/v4/projects/7/packages/generic/app/1.0/sub/a.txt", build);
    }

    @Test
    public void aRuleChoosesTheVersionAndTheBuildSaysWhichItWas() throws Exception {
        for (String version : List.of("1.4.9", "1.4.10", "2.0.0")) {
            registry.get().addFile(RegistryRule.PROJECT, "app", version, "a.txt", version.getBytes());
        }
        WorkflowRun build = Pipelines.run(j, """
                node {
                    def file = %s[0]
                    echo "took ${file.packageVersion} by ${file.packageVersionRule}"
                }
                """.formatted(registry.download("packageVersion: '^1.4'")));
        j.assertLogContains("'^1.4' is the version 1.4.10", build);
        j.assertLogContains("took 1.4.10 by ^1.4", build);
        assertThat(
                j.createWebClient().getPage(build, "gitlab-generic-packages/").asNormalizedText(),
                containsString("version 1.4.10 found by the rule ^1.4"));
        assertThat(
                j.getJSON(build.getUrl() + "gitlab-generic-packages/api/json").getContentAsString(),
                containsString("\"packageVersionRule\":\"^1.4\""));
        WorkflowRun refused = Pipelines.run(
                j, Result.FAILURE, "node { %s }".formatted(registry.upload("file: 'a', packageVersion: '^1.4'")));
        j.assertLogContains("packageVersion '^1.4' is refused by GitLab", refused);
    }

    @Test
    public void checksumsTravelWithThePackage() throws Exception {
        TestCredentials.add(j.jenkins, TestCredentials.secretText("deploy", "gldt-stand-in"));
        registry.get().options().older();
        WorkflowRun build = Pipelines.run(j, """
                node {
                    writeFile file: 'out/a.txt', text: 'a'
                    writeFile file: 'out/b.txt', text: 'b'
                    %s
                    def files = %s
                    echo "verified ${files*.verifiedBy}"
                }
                """.formatted(
                        registry.upload("dir: 'out', includes: '**', checksums: 'SHA256SUMS'"),
                        registry.download("dir: 'in', excludes: 'SHA256SUMS', checksums: 'SHA256SUMS',"
                                + " credentialsId: 'deploy', verify: 'REQUIRED'")));
        j.assertLogContains("SHA256SUMS lists 2 files", build);
        j.assertLogContains("verified [CHECKSUMS, CHECKSUMS]", build);
        assertThat(
                j.createWebClient().getPage(build, "gitlab-generic-packages/").asNormalizedText(),
                containsString("the checksum file"));
    }

    @Test
    public void worksInDeclarativePipeline() throws Exception {
        WorkflowRun build =
                Pipelines.run(j, """
                pipeline {
                    agent any
                    stages {
                        stage('handoff') {
                            steps {
                                writeFile file: 'a.txt', text: 'hello'
                                %s
                                %s
                                echo readFile('in/a.txt')
                            }
                        }
                    }
                }
                """.formatted(registry.upload("includes: '*.txt'"), registry.download("dir: 'in'")));
        j.assertLogContains("Uploaded a.txt (5 B", build);
        j.assertLogContains("hello", build);
    }

    @Test
    public void pathsAreRelativeToTheCurrentDirectory() throws Exception {
        WorkflowRun build = Pipelines.run(j, """
                node {
                    dir('deep/er') {
                        writeFile file: 'out/a.txt', text: 'hello'
                        %s
                        %s
                    }
                    echo readFile('deep/er/in/a.txt')
                }
                """.formatted(
                registry.upload("includes: 'out/**', path: 'x'"), registry.download("dir: 'in', path: 'x/out'")));
        j.assertLogContains("hello", build);
        assertThat(registry.names(), contains("x%2Fout%2Fa.txt"));
    }

    @Test
    public void worksInsideOtherSteps() throws Exception {
        WorkflowRun build = Pipelines.run(j, """
                node {
                    writeFile file: 'a.txt', text: 'a'
                    withCredentials([string(credentialsId: 'gitlab', variable: 'TOKEN')]) {
                        timeout(time: 1, unit: 'MINUTES') {
                            %s
                        }
                    }
                }
                """.formatted(registry.upload("file: 'a.txt'")));
        j.assertLogContains("Uploaded 1 file", build);
    }

    @Test
    public void retryStepRunsItAgain() throws Exception {
        registry.fault(Fault.status(500).on(Route.UPLOAD));
        WorkflowRun build = Pipelines.run(j, """
                node {
                    writeFile file: 'a.txt', text: 'a'
                    retry(2) {
                        %s
                    }
                }
                """.formatted(registry.upload("file: 'a.txt'")));
        j.assertLogContains("status 500", build);
        assertThat(registry.names(), contains("a.txt"));
    }

    @Test
    public void branchesTransferInParallel() throws Exception {
        Pipelines.run(j, """
                def branches = [:]
                ['a', 'b', 'c'].each { name ->
                    branches[name] = {
                        node {
                            writeFile file: "${name}.txt", text: name
                            %s
                        }
                    }
                }
                parallel branches
                """.formatted(registry.upload("file: \"${name}.txt\"")));
        assertThat(registry.names(), containsInAnyOrder("a.txt", "b.txt", "c.txt"));
    }

    @Test
    public void projectComesFromTheEnvironment() throws Exception {
        registry.add("a.txt", "hello");
        Pipelines.run(j, """
                node {
                    withEnv(['CI_PROJECT_ID=group/sub/app']) {
                        %s
                    }
                }
                """.formatted(registry.download("projectId: ''")));
        assertThat(
                registry.requests().of(Route.DOWNLOAD).get(0).target(),
                is("/api/v4/projects/group%2Fsub%2Fapp/packages/generic/app/1.0/a.txt"));
    }

    @Test
    public void missingProjectIsNamed() throws Exception {
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, "node { " + registry.download("projectId: null") + " }");
        j.assertLogContains("ERROR: projectId is missing", build);
        j.assertLogNotContains("\tat ", build);
        assertThat(registry.requests().all().size(), is(0));
    }

    @Test
    public void variablesAreNotExpandedInPipeline() throws Exception {
        Pipelines.run(j, """
                node {
                    writeFile file: 'a$HOME.txt', text: 'a'
                    %s
                }
                """.formatted(registry.upload("file: 'a$HOME.txt', fileName: 'a.txt'")));
        assertThat(registry.names(), contains("a.txt"));
    }

    @Test
    public void needsAWorkspace() throws Exception {
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, registry.download(""));
        j.assertLogContains(
                "Perhaps you forgot to surround the gitlabGenericDownload step with a step that provides this", build);
    }
}
