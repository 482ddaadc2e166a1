package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the token comes from. Never from an argument: every user of a machine can read those. */
final class TokenOptions {
    private static final String DEFAULT_VARIABLE = "GITLAB_TOKEN";
    private static final String CI_VARIABLE = "CI_JOB_TOKEN";

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--token-env",
            paramLabel = "NAME",
            description = "Environment variable with the token (default: " + DEFAULT_VARIABLE
                    + "; in a GitLab CI job, where that is not set, its " + CI_VARIABLE
                    + "). Without any token you are anonymous, which is enough to download from a public project.")
    String variable;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File with nothing but the token.")
    String file;

    @Option(
            names = "--token-type",
            paramLabel = "TYPE",
            description = "AUTO, PRIVATE (personal, project or group access token), DEPLOY or JOB (default: AUTO ="
                    + " by the token's prefix, else PRIVATE).")
    TokenType type = TokenType.AUTO;

    @Option(names = "--token", hidden = true, arity = "0..1")
    void refuse(String token) {
        throw new ParameterException(
                spec.commandLine(),
                "There is no --token, since others can see arguments: put the token into the environment variable "
                        + DEFAULT_VARIABLE + ", or use --token-env or --token-file");
    }

    /** @param ownGitLab whether it is for the GitLab that runs this job */
    Token find(Shell shell, boolean ownGitLab) {
        if (variable != null && file != null) {
            throw new InvalidRequestException("Give either --token-env or --token-file, not both");
        }
        if (file != null) {
            String text = SmallFile.read(shell, file, "--token-file").text();
            return token(text, "--token-file", "the file of --token-file", type);
        }
        if (variable != null) {
            if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new InvalidRequestException("--token-env takes the name of a variable, not the token itself");
            }
            String value = shell.variable(variable)
                    .orElseThrow(() -> new InvalidRequestException(
                            "--token-env: the environment variable " + variable + " is not set"));
            return ofVariable(value, variable, variable.equals(CI_VARIABLE) ? ciType() : type);
        }
        Optional<String> given = shell.variable(DEFAULT_VARIABLE);
        if (given.isPresent()) {
            return ofVariable(given.get(), DEFAULT_VARIABLE, type);
        }
        Optional<String> ofJob = shell.variable(CI_VARIABLE).filter(value -> ownGitLab);
        return ofJob.map(value -> ofVariable(value, CI_VARIABLE, ciType()))
                .orElseGet(() -> Token.anonymous(
                        "put one into the variable " + DEFAULT_VARIABLE + ", or use --token-env or --token-file"));
    }

    private TokenType ciType() {
        return type == TokenType.AUTO ? TokenType.JOB : type;
    }

    private static Token ofVariable(String value, String name, TokenType type) {
        return token(value, name, "the variable " + name, type);
    }

    private static Token token(String value, String option, String origin, TokenType type) {
        try {
            return Token.of(value, type).from(origin);
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException(option + ": " + e.getMessage());
        }
    }
}
