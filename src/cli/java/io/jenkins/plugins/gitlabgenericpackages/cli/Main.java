package io.jenkins.plugins.gitlabgenericpackages.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
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
            "  " + Main.NAME + " upload --project-id group/app --package-name app \\",
            "      --package-version 1.2.0 --dir build --includes '**/*.zip'",
            "  " + Main.NAME + " list --project-id group/app --package-name app",
            "  " + Main.NAME + " download --project-id group/app --package-name app \\",
            "      --package-version latest --dir lib"
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
        StopSignal signal = new StopSignal();
        signal.stops(Thread.currentThread());
        int exitCode = ExitCode.FAILED;
        try {
            exitCode = run(Shell.current(), args);
        } finally {
            signal.ended();
        }
        System.exit(exitCode);
    }

    /** Runs one command and returns its exit code. */
    static int run(Shell shell, String... args) {
        Failures failures = new Failures(shell);
        CommandLine commands = new CommandLine(new Main())
                .addSubcommand(new UploadCommand(shell))
                .addSubcommand(new DownloadCommand(shell))
                .addSubcommand(new ListCommand(shell))
                .addSubcommand(new ServeCommand(shell));
        return commands.setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(shell.out(), true))
                .setErr(new PrintWriter(shell.err(), true))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which command: upload, download, list or serve");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {NAME + " " + (version == null ? "(version not known)" : version)};
        }
    }
}
