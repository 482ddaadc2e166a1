package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What every command on a package has. */
abstract class PackageCommand implements Callable<Integer> {
    static final String TOKEN_HINT =
            "The token comes from $GITLAB_TOKEN, --token-env or --token-file; a GitLab CI job needs none.";
    static final String EXIT_CODES = "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.";

    final Shell shell;

    @Option(names = "--package-name", paramLabel = "NAME", required = true, description = "Name of the package.")
    String packageName;

    PackageCommand(Shell shell) {
        this.shell = shell;
    }

    PackageSource source(String version) {
        return PackageSource.of(packageName, version);
    }
}
