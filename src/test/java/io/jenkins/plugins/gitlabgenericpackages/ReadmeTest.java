package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assume.assumeFalse;

import hudson.Functions;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.slaves.EnvironmentVariablesNodeProperty.Entry;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the README prints first works as it is printed, with the token that its first steps advise. */
public class ReadmeTest extends JenkinsTest {
    @Rule
    public final TemporaryFolder programs = new TemporaryFolder();

    @After
    public void noServers() {
        GitLabServers.get().setServers(List.of());
    }

    @Test
    public void theFirstExampleWorksWithADeployToken() throws Exception {
        assumeFalse("It is for agents with a shell", Functions.isWindows());
        registry.use(registry.builder().project(Project.ofPrivate(RegistryRule.PROJECT, "group/app")));
        GitLabServers.get().setServers(List.of(new GitLabServer(registry.url())));
        TestCredentials.add(j.jenkins, TestCredentials.secretText("gitlab", "gldt-stand-in"));
        Path make = programs.getRoot().toPath().resolve("make");
        Files.writeString(make, "#!/bin/sh\nmkdir dist && echo hello >dist/a.txt && echo world >dist/b.txt\n");
        Files.setPosixFilePermissions(make, PosixFilePermissions.fromString("rwx------"));
        j.createOnlineSlave(j.jenkins.getLabelAtom("linux"))
                .getNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(
                        new Entry("PATH+MAKE", make.getParent().toString())));
        j.createOnlineSlave(j.jenkins.getLabelAtom("deploy"));
        String example = Files.readString(Path.of("README.md"))
                .split("```groovy\n", 2)[1]
                .split("```", 2)[0];
        WorkflowRun build = Pipelines.run(j, example);
        j.assertLogContains(
                "incoming/dist/a.txt 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03", build);
        assertThat(
                registry.get().files(RegistryRule.PROJECT, "app", "1").stream()
                        .map(file -> file.fileName())
                        .toList(),
                is(List.of("dist%2Fa.txt", "dist%2Fb.txt", "SHA256SUMS")));
    }
}
