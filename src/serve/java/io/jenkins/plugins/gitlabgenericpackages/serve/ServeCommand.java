package io.jenkins.plugins.gitlabgenericpackages.serve;

import io.jenkins.plugins.gitlabgenericpackages.shell.ExitCode;
import io.jenkins.plugins.gitlabgenericpackages.shell.Failures;
import io.jenkins.plugins.gitlabgenericpackages.shell.Printable;
import io.jenkins.plugins.gitlabgenericpackages.shell.Program;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import io.jenkins.plugins.gitlabgenericpackages.standin.RegistryBuilder;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of the stand-in registry's own program. */
@Command(
        name = ServeCommand.NAME,
        versionProvider = ServeCommand.Version.class,
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
        footer = {"  " + ServeCommand.NAME + " --dir /tmp/registry"})
public final class ServeCommand implements Callable<Integer> {
    static final String NAME = "gitlab-stand-in-registry";

    private static final List<Project> USUAL = List.of(Project.DEFAULT, Project.ofPublic(8, "group/public"));

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
            names = "--project",
            paramLabel = "ID=PATH",
            converter = ProjectOption.class,
            description = "A private project, such as 42=group/app, instead of the usual ones; may be repeated.")
    List<Project> projects = USUAL;

    @Option(
            names = "--tag",
            paramLabel = "NAME",
            description = "A Git tag of every project, for releases; may be repeated. Each project has a branch main.")
    List<String> tags = List.of();

    @Option(
            names = "--older",
            description = "Be an older GitLab: downloads tell no X-Checksum-SHA256, and the package list ignores"
                    + " package_version.")
    boolean older;

    @Option(
            names = "--without-nginx",
            description = "Refuse an upload before its body is sent, as gitlab.com does; the nginx of a default"
                    + " GitLab takes it first.")
    boolean withoutNginx;

    @Option(
            names = "--requests-per-minute",
            paramLabel = "N",
            description = "Refuse further requests in a minute of the clock with 429, as a GitLab with rate limits.")
    Integer requestsPerMinute;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    boolean version;

    @Spec
    CommandSpec spec;

    private ServeCommand(Shell shell) {
        this.shell = shell;
    }

    public static void main(String[] args) {
        Program.main(shell -> run(shell, args));
    }

    /** Serves until the thread is interrupted, and returns the exit code. */
    static int run(Shell shell, String... args) {
        Failures failures = new Failures(shell, NAME, e -> false, UnaryOperator.identity());
        return Program.run(new CommandLine(new ServeCommand(shell)), shell, failures, args);
    }

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > 65535) {
            throw new ParameterException(spec.commandLine(), "--port must be from 0 to 65535");
        }
        if (projects.stream().map(Project::id).distinct().count() < projects.size()) {
            throw new ParameterException(spec.commandLine(), "--project must not name one ID twice");
        }
        if (requestsPerMinute != null && requestsPerMinute < 1) {
            throw new ParameterException(spec.commandLine(), "--requests-per-minute must be at least 1");
        }
        Path folder = Files.createDirectories(shell.directory().resolve(dir));
        RegistryBuilder builder = StandInRegistry.builder(folder).port(port).token(AcceptedToken.privateToken(token));
        projects.forEach(builder::project);
        if (!withoutNginx) {
            builder.behindNginx();
        }
        List.of(AcceptedToken.DEPLOY, AcceptedToken.JOB).forEach(builder::token);
        try (StandInRegistry registry = builder.start()) {
            if (older) {
                registry.options().older();
            }
            if (requestsPerMinute != null) {
                registry.options().requestsPerMinute(requestsPerMinute, InstantSource.system());
            }
            projects.forEach(project -> tags.forEach(tag -> registry.releases().tag(project.id(), tag)));
            shell.print(Printable.text(new Introduction(registry.url(), projects, token).text()));
            registry.awaitClosed();
        } catch (InterruptedException e) {
            // Ctrl-C is how this command ends: that is no failure to speak of.
            return ExitCode.INTERRUPTED;
        } catch (BindException e) {
            throw new IOException("Port " + port + " cannot be used: " + e.getMessage() + " (--port 0 takes any)", e);
        }
        return ExitCode.DONE;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {NAME + " " + Program.version(ServeCommand.class)};
        }
    }
}
