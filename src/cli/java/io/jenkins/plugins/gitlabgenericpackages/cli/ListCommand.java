package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.shell.ExitCode;
import io.jenkins.plugins.gitlabgenericpackages.shell.Printable;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}. */
@Command(
        name = "list",
        sortOptions = false,
        synopsisHeading = "Usage: ",
        customSynopsis = Main.NAME + " list --package-name=NAME [--package-version=VERSION] [OPTIONS]",
        descriptionHeading = "%n",
        description = {
            "Lists the versions of a package, or with --package-version the files of that version (size, sha256, date"
                    + " and name). Hidden packages are not listed, and GitLab shows lists to access tokens and job"
                    + " tokens, not to deploy tokens."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  " + Main.NAME + " list --project-id=group/app --package-name=app",
            "  " + Main.NAME + " list --project-id=group/app --package-name=app --package-version=latest --json",
            "",
            "Exit codes: 0 done, 1 failed or nothing there, 2 wrong usage, 130 interrupted."
        })
final class ListCommand extends PackageCommand {
    @Option(
            names = "--package-version",
            paramLabel = "VERSION",
            description = "List the files of this version, or of the one that a rule takes, as for a download: latest,"
                    + " 1.x, ^1.4, ~1.4.2, \">=1.4 <2\", *.")
    String packageVersion;

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    ListCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RegistrySettings settings = registry.settings(shell, RegistrySettings.AUTOMATIC);
        TransferListener listener = output.listener(shell);
        GenericPackageClient client = new GenericPackageClient(settings, listener);
        if (packageVersion == null) {
            List<RemotePackage> versions = client.versions(packageName);
            check(!versions.isEmpty(), packageName, settings);
            shell.print(output.json ? json(versions) : lines(versions));
        } else {
            PackageSource wanted = source(packageVersion);
            PackageListing files = PackageListing.of(client.files(wanted));
            check(!files.isEmpty(), wanted.toString(), settings);
            shell.print(output.json ? files.json() : files.lines());
        }
        return ExitCode.DONE;
    }

    private static void check(boolean there, String what, RegistrySettings settings) throws RegistryException {
        if (!there) {
            throw new RegistryException("There is no package " + what + " in "
                    + settings.registry().where() + ", or it is hidden or empty");
        }
    }

    private static String lines(List<RemotePackage> versions) {
        return String.join(
                System.lineSeparator(),
                versions.stream()
                        .map(found -> Printable.line(Times.text(found.createdAt()) + "  " + found.version()))
                        .toList());
    }

    private static String json(List<RemotePackage> versions) {
        return JsonLines.array(versions, (object, found) -> object.key("packageName")
                .value(found.name())
                .key("packageVersion")
                .value(found.version())
                .key("createdAt")
                .value(Times.text(found.createdAt())));
    }
}
