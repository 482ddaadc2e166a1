package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.SomeNames;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What GitLab has in place of something that is not there: sentences that go behind the one that says so. They are empty
 * where GitLab lists nothing for the token: the failure is another one.
 */
public record Instead(PackagesApi api) {
    /** Names files of the package; where it has none that are listed, other versions, or other packages. */
    public String ofFile(PackageContents contents) throws InterruptedException {
        try {
            PackageListing there = contents.before();
            if (!there.isAllowed()) {
                return "";
            }
            return there.isEmpty()
                    ? ". GitLab lists no such package: it is not there, hidden or empty"
                            + ofVersion(PackageSource.of(
                                    contents.owner().name(), contents.owner().version()))
                    : ". The package has "
                            + SomeNames.of(there.newest().stream()
                                    .map(file -> file.name().value())
                                    .toList());
        } catch (RegistryException e) {
            return "";
        }
    }

    /** Names the versions that are nearest to the wanted one; where the package has none, other packages. */
    public String ofVersion(PackageSource wanted) throws InterruptedException {
        try {
            VersionChoice choice =
                    new VersionChoice(wanted.version(), api.lists().versions(wanted.name()));
            return choice.isEmpty()
                    ? ofPackage(wanted.name())
                    : choice.best().isPresent() ? "" : ". " + choice.nothing(wanted.name());
        } catch (RegistryException e) {
            return "";
        }
    }

    /** Says that the rule fits nothing, too. */
    public String nothing(PackageSource wanted, VersionChoice choice) throws InterruptedException {
        String said = choice.nothing(wanted.name());
        return choice.isEmpty() ? said + " in " + api.where() + ofPackage(wanted.name()) + ". " + api.sent() : said;
    }

    /** Of very many packages, those count that were made last. */
    private String ofPackage(String name) throws InterruptedException {
        try {
            Set<String> names = api.lists().newest("", read -> true).packages().stream()
                    .filter(VersionChoice::isThere)
                    .map(RemotePackage::name)
                    .collect(Collectors.toSet());
            return ". The project has "
                    + (names.isEmpty() ? "no packages" : "the packages " + SomeNames.nearest(name, names))
                    + " for this token";
        } catch (RegistryException e) {
            return "";
        }
    }
}
