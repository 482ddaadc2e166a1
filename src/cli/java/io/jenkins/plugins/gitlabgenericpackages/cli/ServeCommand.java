package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.standin.RegistryBuilder;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}. */
@Command(
        name = "serve",
        sortOptions = false,
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        description = {
            "Runs a stand-in for GitLab's generic package registry on this machine, to try things without a GitLab. It"
                    + " is a test double: it listens on 127.0.0.1 only and must not be used for anything else. Ends"
                    + " with Ctrl-C; the packages stay in the folder."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {"  " + Main.NAME + " serve --dir /tmp/registry"})
final class ServeCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on, 0 for any that is free (default: ${DEFAULT-VALUE}).")
    int port = 8929;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            required = true,
            description = "Folder that keeps the packages; created when it is not there.")
    String dir;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The access token that it accepts, a made-up one (default: ${DEFAULT-VALUE}).")
    String token = AcceptedToken.PRIVATE.value();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > 65535) {
            throw new InvalidRequestException("--port must be from 0 to 65535");
        }
        Path folder = Files.createDirectories(shell.directory().resolve(dir));
        List<Project> projects = List.of(Project.DEFAULT, Project.ofPublic(8, "group/public"));
        RegistryBuilder builder =
                StandInRegistry.builder(folder).port(port).token(AcceptedToken.privateToken(token));
        projects.forEach(builder::project);
        List.of(AcceptedToken.DEPLOY, AcceptedToken.JOB).forEach(builder::token);
        try (StandInRegistry registry = builder.start()) {
            introduce(registry, projects);
            registry.awaitClosed();
        } catch (InterruptedException e) {
            // Ctrl-C is how this command ends: that is no failure to speak of.
            return ExitCode.INTERRUPTED;
        } catch (BindException e) {
            throw new IOException("Port " + port + " cannot be used: " + e.getMessage() + " (--port 0 takes any)", e);
        }
        return ExitCode.DONE;
    }

    private void introduce(StandInRegistry registry, List<Project> projects) throws IOException {
        String upload = " --gitlab-url " + registry.url() + " --project-id " + projects.get(0).path()
                + " --package-name app --package-version 1.0 --file app.zip";
        String address = registry.url() + "/api/v4/projects/" + projects.get(0).id()
                + "/packages/generic/app/1.0/app.zip";
        StringBuilder text = new StringBuilder();
        text.append("Stand-in for GitLab's package registry (a test double) at ").append(registry.url()).append('\n');
        for (Project project : projects) {
            text.append("  project ").append(project.id()).append(" = ").append(project.path());
            text.append(project.isPublic() ? " (public)\n" : " (private)\n");
        }
        text.append("  tokens: ").append(token).append(" (access token), ");
        text.append(AcceptedToken.DEPLOY.value()).append(" (deploy token), ");
        text.append(AcceptedToken.JOB.value()).append(" (job token)\n");
        text.append("Try:\n");
        text.append("  GITLAB_TOKEN=").append(token).append(' ').append(Main.NAME).append(" upload").append(upload);
        text.append("\n  curl --header 'PRIVATE-TOKEN: ").append(token).append("' --upload-file app.zip ");
        text.append(address).append("\nCtrl-C ends it.");
        OutputOptions.print(shell, Printable.text(text.toString()));
    }
}
