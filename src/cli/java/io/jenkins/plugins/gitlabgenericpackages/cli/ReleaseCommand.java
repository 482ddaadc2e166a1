package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedRelease;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseDetails;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseRequest;
import io.jenkins.plugins.gitlabgenericpackages.shell.ExitCode;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.io.IOException;
import java.util.List;
import org.json.JSONWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code release}. */
@Command(
        name = "release",
        sortOptions = false,
        synopsisHeading = "Usage: ",
        customSynopsis = Main.NAME + " release --package-name=NAME --package-version=VERSION [OPTIONS]",
        descriptionHeading = "%n",
        description = {
            "Makes a release of GitLab whose links lead to the files of a package, or brings the one that is there up"
                    + " to date: what is right stays, and links to anything else are not touched."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  " + Main.NAME + " release --project-id=group/app --tag-name=v1.2.0 \\",
            "      --package-name=app --package-version=1.2.0 --description=\"$(cat CHANGES.md)\"",
            "",
            PackageCommand.TOKEN_HINT,
            "A deploy token cannot make releases.",
            PackageCommand.EXIT_CODES
        })
final class ReleaseCommand extends PackageCommand {
    private static final String CI_TAG = "CI_COMMIT_TAG";

    @Option(
            names = "--tag-name",
            paramLabel = "TAG",
            description = "The tag of the release (default: $" + CI_TAG + ").")
    String tagName;

    @Option(
            names = "--package-version",
            paramLabel = "VERSION",
            required = true,
            description = "Version of the package, or a rule for one, as for a download.")
    String packageVersion;

    @Option(
            names = "--includes",
            paramLabel = "PATTERNS",
            description = "The files to link: Ant patterns over the names in the package, comma separated (default:"
                    + " all).")
    String includes = "";

    @Option(
            names = "--excludes",
            paramLabel = "PATTERNS",
            description = "Ant patterns of files to leave out, comma separated.")
    String excludes = "";

    @Option(names = "--allow-empty", description = "A release without a file is no error.")
    boolean allowEmpty;

    @Option(
            names = "--package-project-id",
            paramLabel = "ID",
            description = "Number or full path of the package's project (default: that of the release).")
    String packageProjectId = "";

    @Option(
            names = "--ref",
            paramLabel = "REF",
            description = "Commit, branch or tag that a missing tag is made from. Without it, a missing tag is an"
                    + " error.")
    String ref = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the release (default of a new one: the tag).")
    String name = "";

    @Option(names = "--description", paramLabel = "TEXT", description = "Description in Markdown.")
    String description = "";

    @Option(
            names = "--released-at",
            paramLabel = "TIME",
            description = "Date and time, such as 2026-03-15T08:00:00Z (default of a new one: now).")
    String releasedAt = "";

    @Option(names = "--milestones", paramLabel = "TITLES", description = "Titles of milestones, comma separated.")
    String milestones = "";

    @Option(
            names = "--prune",
            description = "Remove links to files of the same package that are not in GitLab any more.")
    boolean prune;

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    ReleaseCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ReleaseRequest request = new ReleaseRequest(
                tagName != null ? tagName : shell.variable(CI_TAG).orElse(""),
                ref,
                new ReleaseDetails(name, description, releasedAt, milestones),
                List.of(),
                source(packageVersion),
                packageProjectId,
                FileSelection.ofPackage(includes, excludes, allowEmpty),
                prune);
        RegistrySettings settings = registry.settings(shell, RegistrySettings.AUTOMATIC);
        PublishedRelease release = new GenericPackageClient(settings, output.listener(shell)).release(request);
        if (output.json) {
            shell.print(JsonLines.object(release, ReleaseCommand::write));
        }
        return ExitCode.DONE;
    }

    private static void write(JSONWriter object, PublishedRelease release) {
        object.key("tagName")
                .value(release.tagName())
                .key("url")
                .value(release.url())
                .key("created")
                .value(release.created())
                .key("links")
                .array();
        release.links().forEach(link -> object.object()
                .key("name")
                .value(link.name())
                .key("url")
                .value(link.url())
                .key("directUrl")
                .value(link.directUrl())
                .key("change")
                .value(link.change().name())
                .endObject());
        object.endArray();
    }
}
