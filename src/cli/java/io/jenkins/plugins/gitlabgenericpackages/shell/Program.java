package io.jenkins.plugins.gitlabgenericpackages.shell;

import java.io.PrintWriter;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What every program of this project does in the same way. */
public final class Program {
    private Program() {}

    /** Runs a program as this process, until it ends or is told to, and ends with its exit code. */
    public static void main(ToIntFunction<Shell> program) {
        StopSignal signal = new StopSignal();
        signal.stops(Thread.currentThread());
        int exitCode = ExitCode.FAILED;
        try {
            exitCode = program.applyAsInt(Shell.current());
        } finally {
            signal.ended();
        }
        System.exit(exitCode);
    }

    /** Runs one command and returns its exit code. */
    public static int run(CommandLine commands, Shell shell, Failures failures, String... args) {
        // As a step does: a shell may leave a line end, a file of Windows its carriage return.
        return commands.registerConverter(String.class, String::strip)
                // An argument may come from outside, and begin like the name of a file with others.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(shell.out(), true))
                .setErr(new PrintWriter(shell.err(), true))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute(args);
    }

    /**
     * Returns the version of the jar.
     *
     * @param main a class in the jar
     */
    public static String version(Class<?> main) {
        String version = main.getPackage().getImplementationVersion();
        return version == null ? "(version not known)" : version;
    }
}
