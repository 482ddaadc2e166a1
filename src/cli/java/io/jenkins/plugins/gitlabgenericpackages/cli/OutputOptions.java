package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.TransferLog;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** What is told, and where. */
final class OutputOptions {
    @Option(
            names = "--json",
            description = "Print the result on standard output as a JSON array, and nothing else there. Progress and"
                    + " messages go to standard error in any case.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print errors only.")
    boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    TransferListener listener(Shell shell) {
        if (quiet) {
            return TransferListener.NONE;
        }
        return shell.terminal() ? new ProgressBar(shell) : new TransferLog(shell::message);
    }

    void print(Shell shell, List<TransferredFile> files) throws IOException {
        if (json) {
            shell.print(JsonLines.array(files, (object, file) -> object.key("fileName")
                    .value(file.fileName())
                    .key("path")
                    .value(file.path())
                    .key("packageName")
                    .value(file.file().owner().name())
                    .key("packageVersion")
                    .value(file.file().owner().version())
                    .key("size")
                    .value(file.size())
                    .key("sha256")
                    .value(file.content().sha256().hex())
                    .key("url")
                    .value(file.url())
                    .key("verifiedBy")
                    .value(file.verifiedBy().name())
                    .key("skipped")
                    .value(file.skipped())
                    .key("besideOlder")
                    .value(file.besideOlder())));
        }
    }
}
