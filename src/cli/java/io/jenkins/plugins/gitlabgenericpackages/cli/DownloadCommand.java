package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import io.jenkins.plugins.gitlabgenericpackages.shell.ExitCode;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code download}. */
@Command(
        name = "download",
        sortOptions = false,
        synopsisHeading = "Usage: ",
        customSynopsis = Main.NAME + " download --package-name=NAME --package-version=VERSION [OPTIONS]",
        descriptionHeading = "%n",
        description = {
            "Downloads one file (--file, --file-name), several (--includes) or the whole package, and verifies them. A"
                    + " file appears at its place only when it is complete; one that is there already and identical"
                    + " is not downloaded again. None is executable, unless it comes out of an archive (--unpack):"
                    + " GitLab keeps no modes."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  " + Main.NAME + " download --project-id=42 --package-name=app --package-version=latest --dir=lib",
            "  " + Main.NAME + " download --project-id=group/app --package-name=app --package-version=1.2.0 \\",
            "      --file=lib/app.zip",
            "  " + Main.NAME + " download --project-id=group/app --package-name=app --package-version=1.2.0 \\",
            "      --file-name=app.tar.gz --unpack --dir=app",
            "",
            PackageCommand.TOKEN_HINT,
            PackageCommand.EXIT_CODES
        })
final class DownloadCommand extends PackageCommand {
    @Option(
            names = "--package-version",
            paramLabel = "VERSION",
            required = true,
            description = "Version of the package, latest for the one created last, or a rule of semantic versions:"
                    + " 1.x, ^1.4, ~1.4.2, \">=1.4 <2\", *. A version that is really called so wins.")
    String packageVersion;

    @Mixin
    FileOptions files = new FileOptions();

    @Option(
            names = "--sha256",
            paramLabel = "DIGEST",
            description = "The digest that the single file must have, in hexadecimal (default: what GitLab tells).")
    String sha256 = "";

    @Option(
            names = "--unpack",
            description = "Unpack what comes into --dir, with modes and links, once all is verified. Every file must be"
                    + " an archive, by a name that ends with " + ArchiveFormat.UNPACKED
                    + ": choose with --includes, or give one by --file-name.")
    boolean unpack;

    @Option(
            names = "--strip-components",
            paramLabel = "N",
            description = "How many folders at the beginning of each name in an archive are left out (default: 0).")
    int stripComponents;

    @Mixin
    RegistryOptions registry = new RegistryOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    DownloadCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DownloadRequest request = DownloadRequest.of(
                source(packageVersion), files.selection(), sha256, files.checksums, unpack, stripComponents);
        RegistrySettings settings = registry.settings(shell, files.parallel);
        GenericPackageClient client = new GenericPackageClient(settings, output.listener(shell));
        output.print(shell, client.download(shell.directory(), request));
        return ExitCode.DONE;
    }
}
