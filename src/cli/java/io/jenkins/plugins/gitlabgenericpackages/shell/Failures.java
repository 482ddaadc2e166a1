package io.jenkins.plugins.gitlabgenericpackages.shell;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one message why a command failed, and chooses its exit code. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** The prefixes that GitLab gives its tokens: somebody may have put one where something else belongs. */
    private static final Pattern TOKEN =
            Pattern.compile("\\b(glpat|gldt|glcbt|glptt|glrt|glrtr|gloas|glsoat|glft|glagent|glimt|glffct)-[\\w.-]+");

    private final Shell shell;
    private final String program;
    private final Predicate<Exception> wrongUsage;
    private final UnaryOperator<String> wording;

    /**
     * @param program the name that messages begin with
     * @param wrongUsage which exceptions tell of arguments that do not fit
     * @param wording puts an exception's message as the user of a command line knows it
     */
    public Failures(Shell shell, String program, Predicate<Exception> wrongUsage, UnaryOperator<String> wording) {
        this.shell = shell;
        this.program = program;
        this.wrongUsage = wrongUsage;
        this.wording = wording;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String message = e instanceof UnmatchedArgumentException unmatched ? explain(unmatched) : e.getMessage();
        say(message + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
        if (e instanceof InterruptedException) {
            say("Interrupted");
            return ExitCode.INTERRUPTED;
        }
        if (wrongUsage.test(e) || e instanceof InvalidPathException) {
            say(wording.apply(e.getMessage()));
            return ExitCode.USAGE;
        }
        if (e instanceof IOException failure) {
            say(wording.apply(reason(failure)));
            return ExitCode.FAILED;
        }
        // A mistake of this program: whoever reports it needs all of it.
        say("Internal error");
        e.printStackTrace(shell.err());
        return ExitCode.FAILED;
    }

    private void say(String message) {
        shell.message(program + ": " + TOKEN.matcher(message).replaceAll("$1-..."));
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return e.getMessage() + ": permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return e.getMessage() + ": no such file or folder";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Never repeats the value of an option that is not known: it may be a token. */
    private static String explain(UnmatchedArgumentException e) {
        List<String> unmatched = e.getUnmatched();
        String first = unmatched.isEmpty() ? "" : unmatched.get(0);
        if (!first.startsWith("-")) {
            return "Unexpected argument '" + first
                    + "'. If it came in the place of a wildcard, write that so: --option=\"PATTERN\"";
        }
        List<String> similar = e.getSuggestions();
        return "Unknown option " + first.replaceFirst("=.*", "")
                + (similar.isEmpty() ? "" : ". Did you mean " + String.join(" or ", similar) + "?");
    }
}
