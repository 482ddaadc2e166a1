package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.RetentionTable;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.RetentionRule;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.shell.ExitCode;
import io.jenkins.plugins.gitlabgenericpackages.shell.Printable;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cleanup}. */
@Command(
        name = "cleanup",
        sortOptions = false,
        synopsisHeading = "Usage: ",
        customSynopsis = Main.NAME + " cleanup --package-name=NAME (--keep=N | --keep-days=DAYS)... [OPTIONS]",
        descriptionHeading = "%n",
        description = {
            "Deletes old versions of a package, the oldest first. Without --dry-run=false it only shows what it would"
                    + " delete. The newest version always stays."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  " + Main.NAME + " cleanup --project-id=group/app --package-name=app --keep=10 --keep-days=30",
            "  " + Main.NAME + " cleanup --project-id=group/app --package-name=app --keep=10 --dry-run=false",
            "",
            PackageCommand.TOKEN_HINT,
            "To delete, a token needs the role Maintainer.",
            PackageCommand.EXIT_CODES
        })
final class CleanupCommand extends PackageCommand {
    @Option(
            names = "--package-version",
            paramLabel = "RULE",
            description = "Only versions that fit may go, such as 1.x or \"<2\"; only those count for --keep (default:"
                    + " all).")
    String packageVersion;

    @Option(names = "--keep", paramLabel = "N", description = "Keep so many of the highest versions.")
    int keep;

    @Option(names = "--keep-days", paramLabel = "DAYS", description = "Keep versions that are younger.")
    int keepDays;

    @Option(
            names = "--keep-versions",
            paramLabel = "RULES",
            description = "Versions and rules that stay, separated by commas, such as 1.0.0,2.x.")
    String keepVersions;

    @Option(
            names = "--keep-released",
            paramLabel = "true|false",
            arity = "1",
            description = "Keep what a release of the project links (default: true).")
    boolean keepReleased = true;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            description = "What the highest is: SEMVER by semantic version, CREATED by date (default: SEMVER).")
    Order order = Order.SEMVER;

    @Option(
            names = "--at-most",
            paramLabel = "N",
            description = "How many versions go in one run (default: " + RetentionRule.DEFAULT_AT_MOST + ").")
    int atMost = RetentionRule.DEFAULT_AT_MOST;

    @Option(
            names = "--dry-run",
            paramLabel = "true|false",
            arity = "1",
            description = "Only show what would go (default: true).")
    boolean dryRun = true;

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    CleanupCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RetentionRule rule = new RetentionRule(
                packageName,
                RetentionRule.candidates(packageVersion),
                order,
                keep,
                keepDays,
                RetentionRule.rules(keepVersions),
                keepReleased,
                atMost);
        RegistrySettings settings = registry.settings(shell, RegistrySettings.AUTOMATIC);
        GenericPackageClient client = new GenericPackageClient(settings, output.listener(shell));
        List<Decision> decisions = client.planCleanup(rule, Map.of());
        if (!dryRun) {
            decisions = client.cleanUp(rule, Map.of(), decisions);
        }
        RetentionTable table = new RetentionTable(rule, decisions, dryRun);
        if (output.json) {
            shell.print(json(decisions));
        } else {
            shell.print(Printable.text(String.join(System.lineSeparator(), table.lines())));
        }
        if (!output.quiet) {
            shell.message(table.summary() + (dryRun && table.goes() > 0 ? ". To delete: --dry-run=false" : ""));
        }
        if (table.failure().isPresent()) {
            throw new RegistryException(table.failure().get());
        }
        return ExitCode.DONE;
    }

    private static String json(List<Decision> decisions) {
        return JsonLines.array(decisions, (object, decision) -> object.key("version")
                .value(decision.version())
                .key("createdAt")
                .value(Times.text(Optional.ofNullable(decision.createdAt())))
                .key("downloadedAt")
                .value(Times.text(Optional.ofNullable(decision.downloadedAt())))
                .key("files")
                .value(decision.files())
                .key("size")
                .value(decision.size())
                .key("verdict")
                .value(decision.verdict().name())
                .key("reason")
                .value(decision.reason()));
    }
}
