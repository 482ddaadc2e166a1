package io.jenkins.plugins.gitlabgenericpackages.tools;

import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.BinarySize;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.SomeNames;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out, from the controller, what an installer in a form would install on which platforms. */
record Rehearsal(GitLabGenericPackageInstaller installer) {
    /** Says it in the language of whoever reads the form; what GitLab refuses is said in the words of a build. */
    FormValidation run() throws InterruptedException {
        try {
            RegistrySettings settings = installer.question("this tool", 0);
            WantedTool wanted = installer.wanted("", settings);
            GenericPackageClient client = new GenericPackageClient(settings, TransferListener.NONE);
            GenericPackage found = client.resolve(wanted.source());
            // Of one name the newest comes last, and counts.
            Map<String, RemoteFile> files = new LinkedHashMap<>();
            client.files(PackageSource.of(found.name(), found.version()))
                    .forEach(file -> files.put(file.name().value(), file));
            return words(wanted, found, files);
        } catch (IOException | InvalidRequestException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static FormValidation words(WantedTool wanted, GenericPackage found, Map<String, RemoteFile> files) {
        if (files.isEmpty()) {
            return FormValidation.error(Messages.Rehearsal_Empty(found));
        }
        Map<String, String> platforms = platforms(wanted)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        Map.Entry::getValue,
                        (one, other) -> one + ", " + other,
                        LinkedHashMap::new));
        platforms.keySet().retainAll(files.keySet());
        if (platforms.isEmpty()) {
            return FormValidation.error(
                    Messages.Rehearsal_NoFile(found, wanted.file(), SomeNames.nearest(wanted.file(), files.keySet())));
        }
        String each = platforms.entrySet().stream()
                .map(platform -> platform.getValue() + ": " + words(files.get(platform.getKey())))
                .collect(Collectors.joining("; "));
        boolean otherDigest = !wanted.sha256().isEmpty()
                && platforms.keySet().stream()
                        .map(files::get)
                        .flatMap(file -> file.content().sha256().stream())
                        .anyMatch(sha256 -> !sha256.hex().equalsIgnoreCase(wanted.sha256()));
        return otherDigest
                ? FormValidation.error(Messages.Rehearsal_OtherDigest(found, each))
                : FormValidation.ok(Messages.Rehearsal_Would(found, each));
    }

    /** Returns the platforms by the names of their files. */
    private static Stream<Map.Entry<String, String>> platforms(WantedTool wanted) {
        return Platform.isNamedIn(wanted.file())
                ? Platform.all().map(each -> Map.entry(each.fill(wanted.file()), each.toString()))
                : Stream.of(Map.entry(wanted.file(), Messages.Rehearsal_Everywhere()));
    }

    private static String words(RemoteFile file) {
        return file.name() + " (" + BinarySize.of(file.content().size().orElse(0)) + ")";
    }
}
