package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.shell.ExitCode;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code upload}. */
@Command(
        name = "upload",
        sortOptions = false,
        synopsisHeading = "Usage: ",
        customSynopsis = Main.NAME + " upload --package-name=NAME --package-version=VERSION [OPTIONS]",
        descriptionHeading = "%n",
        description = {
            "Uploads one file (--file), several (--includes), or a whole folder in one archive (--archive) into a"
                    + " package, and verifies what GitLab stored. GitLab keeps no modes: the executable bit is lost,"
                    + " unless an archive keeps it. Links are followed, but not into an archive."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  " + Main.NAME + " upload --project-id=42 --package-name=app --package-version=1.2.0 \\",
            "      --file=build/app.zip",
            "  " + Main.NAME + " upload --project-id=group/app --package-name=app --package-version=1.2.0 \\",
            "      --dir=build --includes=\"**/*.zip,**/*.txt\" --excludes=\"**/tmp/**\"",
            "  " + Main.NAME + " upload --project-id=group/app --package-name=app --package-version=1.2.0 \\",
            "      --dir=dist --archive=app.tar.gz",
            "",
            PackageCommand.TOKEN_HINT,
            PackageCommand.EXIT_CODES
        })
final class UploadCommand extends PackageCommand {
    @Option(
            names = "--package-version",
            paramLabel = "VERSION",
            required = true,
            description = "Version of the package. It comes into being with its first file.")
    String packageVersion;

    @Mixin
    FileOptions files = new FileOptions();

    @Option(
            names = "--archive",
            paramLabel = "NAME",
            description = "Pack the files into one of that name, which ends with " + ArchiveFormat.PACKED
                    + ": what --includes selects below --dir, or all that is there, with modes and links. It is packed"
                    + " in the current folder first, and deleted afterwards.")
    String archive = "";

    @Option(
            names = "--if-exists",
            paramLabel = "POLICY",
            description = "When the package already has a file of that name: SKIP_IDENTICAL (same content: not sent"
                    + " again, otherwise added), ADD, REPLACE (added, older ones deleted; not with --hidden) or"
                    + " FAIL (default: SKIP_IDENTICAL). Of several files of one name a download gets the newest.")
    IfExists ifExists = IfExists.SKIP_IDENTICAL;

    @Option(names = "--hidden", description = "Leave the package out of GitLab's lists.")
    boolean hidden;

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    UploadCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        GenericPackage target = new GenericPackage(packageName, packageVersion);
        UploadRequest request =
                UploadRequest.of(target, files.selection(), ifExists, hidden, files.checksums, archive);
        RegistrySettings settings = registry.settings(shell, files.parallel);
        GenericPackageClient client = new GenericPackageClient(settings, output.listener(shell));
        output.print(shell, client.upload(shell.directory(), request));
        return ExitCode.DONE;
    }
}
