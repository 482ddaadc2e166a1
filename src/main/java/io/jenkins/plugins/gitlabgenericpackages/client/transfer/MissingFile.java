package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageListing;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import java.util.List;

/** Says of a single file that GitLab does not have what is there instead, and how another place in the package is named. */
record MissingFile(FileSelection selection, PackageContents contents, PackageFileName name) {
    private static final int MOST_SAID = 5;

    /** Returns the failure with that added, if it is one of a file that is not there. */
    RegistryException explain(RegistryException failure) throws InterruptedException {
        boolean missing = failure.getCause() instanceof GitLabException answer && answer.isMissing();
        return missing && selection.isSingle()
                ? new RegistryException(failure.getMessage() + ". " + place() + listed(), failure.getCause())
                : failure;
    }

    private String place() {
        if (!selection.path().isEmpty() || name.value().contains("/")) {
            return "Looked for " + name + " in " + contents.owner();
        }
        String guess = selection.fileName().isBlank() ? ", the last part of 'file'," : "";
        return "Looked for " + name + guess + " at the top of " + contents.owner()
                + ": 'fileName' gives another name, and 'path' the folder in the package";
    }

    private String listed() throws InterruptedException {
        PackageListing listing;
        try {
            listing = contents.before();
        } catch (RegistryException e) {
            // Said without it: the failure is another one.
            return "";
        }
        if (!listing.isAllowed()) {
            return "";
        }
        List<String> names = listing.newest().stream()
                .map(file -> file.name().value())
                .sorted()
                .toList();
        if (names.isEmpty()) {
            return ". GitLab lists no such package: it is not there, hidden or empty";
        }
        boolean all = names.size() <= MOST_SAID;
        return ". The package has " + String.join(", ", all ? names : names.subList(0, MOST_SAID))
                + (all ? "" : " and " + (names.size() - MOST_SAID) + " others");
    }
}
