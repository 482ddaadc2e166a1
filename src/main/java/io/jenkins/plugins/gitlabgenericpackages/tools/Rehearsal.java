package io.jenkins.plugins.gitlabgenericpackages.tools;

import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.BinarySize;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.SomeNames;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds out, from the controller, what an installer in a form would install on which platforms. */
record Rehearsal(GitLabGenericPackageInstaller installer) {
    /** Says it in the language of whoever reads the form; what GitLab refuses is said in the words of a build. */
    FormValidation run() throws InterruptedException {
        try {
            RegistrySettings settings = installer.question(null, "this tool", 0);
            WantedTool wanted = installer.wanted("", settings);
            GenericPackageClient client = new GenericPackageClient(settings, TransferListener.NONE);
            GenericPackage found = client.resolve(wanted.source());
            Map<PackageFileName, String> platforms = platforms(wanted);
            Map<PackageFileName, RemoteContent> files = client.contents(found, platforms.keySet());
            if (!files.isEmpty()) {
                return words(wanted, found, platforms, files);
            }
            return FormValidation.error(
                    settings.registry().token().canList()
                            ? instead(wanted, found, client)
                            : Messages.Rehearsal_Unlisted(found, wanted.file()));
        } catch (IOException | InvalidRequestException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static String instead(WantedTool wanted, GenericPackage found, GenericPackageClient client)
            throws IOException, InterruptedException {
        List<String> names = client.files(PackageSource.of(found.name(), found.version())).stream()
                .map(file -> file.name().value())
                .distinct()
                .toList();
        return names.isEmpty()
                ? Messages.Rehearsal_Empty(found)
                : Messages.Rehearsal_NoFile(found, wanted.file(), SomeNames.nearest(wanted.file(), names));
    }

    private static FormValidation words(
            WantedTool wanted,
            GenericPackage found,
            Map<PackageFileName, String> platforms,
            Map<PackageFileName, RemoteContent> files) {
        String each = files.entrySet().stream()
                .map(file -> platforms.get(file.getKey()) + ": " + words(file.getKey(), file.getValue()))
                .collect(Collectors.joining("; "));
        boolean otherDigest = !wanted.sha256().isEmpty()
                && files.values().stream()
                        .flatMap(file -> file.sha256().stream())
                        .anyMatch(sha256 -> !sha256.hex().equalsIgnoreCase(wanted.sha256()));
        return otherDigest
                ? FormValidation.error(Messages.Rehearsal_OtherDigest(found, each))
                : FormValidation.ok(Messages.Rehearsal_Would(found, each));
    }

    /** Returns the platforms by the names of their files. */
    private static Map<PackageFileName, String> platforms(WantedTool wanted) {
        return Platform.isNamedIn(wanted.file())
                ? Platform.all()
                        .collect(Collectors.toMap(
                                each -> PackageFileName.forDownload(each.fill(wanted.file())),
                                Platform::toString,
                                (one, other) -> one + ", " + other,
                                LinkedHashMap::new))
                : Map.of(PackageFileName.forDownload(wanted.file()), Messages.Rehearsal_Everywhere());
    }

    private static String words(PackageFileName name, RemoteContent content) {
        return content.size().isPresent()
                ? name + " (" + BinarySize.of(content.size().getAsLong()) + ")"
                : name.toString();
    }
}
