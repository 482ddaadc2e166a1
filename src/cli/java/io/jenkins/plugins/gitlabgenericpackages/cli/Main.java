package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.shell.ExitCode;
import io.jenkins.plugins.gitlabgenericpackages.shell.Failures;
import io.jenkins.plugins.gitlabgenericpackages.shell.Program;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line's entry point. */
@Command(
        name = Main.NAME,
        versionProvider = Main.Version.class,
        synopsisHeading = "Usage: ",
        synopsisSubcommandLabel = "COMMAND",
        descriptionHeading = "%n",
        description = {
            "Uploads files to GitLab's generic package registry and downloads them: verified, resumed, never done with"
                    + " a file missing. The same client works in Jenkins as a plugin."
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands (each explains itself with --help):%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:done",
            "  1:failed: something was not transferred; standard error says what and why",
            "  2:wrong usage: nothing was transferred",
            "130:interrupted (Ctrl-C); half-done files are deleted"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  export GITLAB_TOKEN=...      (or --token-file; in a GitLab CI job nothing is needed)",
            "  " + Main.NAME + " upload --project-id=group/app --package-name=app \\",
            "      --package-version=1.2.0 --dir=build --includes=\"**/*.zip\"",
            "  " + Main.NAME + " list --project-id=group/app --package-name=app",
            "  " + Main.NAME + " download --project-id=group/app --package-name=app \\",
            "      --package-version=latest --dir=lib"
        })
public final class Main implements Runnable {
    static final String NAME = "gitlab-generic-packages";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    boolean version;

    @Spec
    CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        Program.main(shell -> Shell.WINDOWS ? runExpanded(shell, args) : run(shell, args));
    }

    /** Runs one command whose patterns {@code java.exe} may have replaced, and returns its exit code. */
    static int runExpanded(Shell shell, String... args) {
        Optional<String> replaced = ExpandedPattern.find(shell.directory(), args);
        if (replaced.isPresent()) {
            shell.message(NAME + ": " + replaced.get());
            return ExitCode.USAGE;
        }
        return run(shell, args);
    }

    /** Runs one command and returns its exit code. */
    static int run(Shell shell, String... args) {
        CommandLine commands = new CommandLine(new Main())
                .addSubcommand(new UploadCommand(shell))
                .addSubcommand(new DownloadCommand(shell))
                .addSubcommand(new ListCommand(shell))
                .addSubcommand(new ReleaseCommand(shell))
                .addSubcommand(new CleanupCommand(shell));
        Failures failures = new Failures(shell, NAME, InvalidRequestException.class::isInstance, OptionNames::in);
        return Program.run(commands, shell, failures, args);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say which command: upload, download, list, release or cleanup");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {NAME + " " + Program.version(Main.class)};
        }
    }
}
