package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.files.NamePatterns;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.VersionResolver;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files that a release shall link, and which of its links lead to their packages. Used by one thread. */
final class ReleaseFiles {
    private final PackagesApi packages;
    private final String project;
    private final Set<ReleaseFile> wanted = new LinkedHashSet<>();
    /** Other ways to write a file's project, each with the one that is known. */
    private final Map<String, String> spellings = new HashMap<>();

    /**
     * @param packages the project of the packages that are asked for by name
     * @param project its number or path
     */
    ReleaseFiles(PackagesApi packages, String project) {
        this.packages = packages;
        this.project = project;
    }

    List<ReleaseFile> all() {
        return List.copyOf(wanted);
    }

    /** @throws RegistryException also if nothing fits, or a name without wildcards is not there */
    void find(ReleaseRequest request, TransferListener listener) throws RegistryException, InterruptedException {
        wanted.addAll(request.files());
        if (request.source() == null) {
            return;
        }
        GenericPackage found = new VersionResolver(packages, listener).resolve(request.source());
        NamePatterns patterns = new NamePatterns(request.selection());
        Set<String> names = new TreeSet<>();
        for (RemotePackage owner : packages.find(found)) {
            for (RemoteFile file : packages.files(owner)) {
                names.add(file.name().value());
            }
        }
        names.removeIf(name -> !patterns.select(name));
        for (String name : names) {
            PackageFile file = new PackageFile(found, new PackageFileName(name));
            wanted.add(new ReleaseFile(project, file, packages.address(file).toString()));
        }
        if (names.isEmpty() && !request.selection().allowEmpty()) {
            throw new RegistryException("There is no file of " + found + " to link: the package is not there, hidden or"
                    + " empty, or 'includes' and 'excludes' leave nothing");
        }
        List<String> missing = patterns.missing(names);
        if (!missing.isEmpty() && !request.selection().allowEmpty()) {
            throw new RegistryException("No file of " + found + " matches '" + String.join("', '", missing)
                    + "' (set allowEmpty if that is all right)");
        }
    }

    /** Returns the links with what they lead to in the words of the files: by number or by path, a project is the same. */
    List<ReleaseLink> known(List<ReleaseLink> links) throws InterruptedException {
        List<ReleaseLink> known = new ArrayList<>();
        for (ReleaseLink link : links) {
            known.add(link.target().isPresent() ? known(link, link.target().get()) : link);
        }
        return known;
    }

    private ReleaseLink known(ReleaseLink link, LinkTarget target) throws InterruptedException {
        for (ReleaseFile file : wanted) {
            if (target.mayBeIn(file.project())
                    && target.packageName().equals(file.file().owner().name())) {
                String spelling = spellings.get(target.project());
                if (spelling == null && isSame(target, file)) {
                    spelling = file.project();
                    spellings.put(target.project(), spelling);
                }
                if (spelling != null) {
                    return link.leadingTo(target.in(spelling));
                }
            }
        }
        return link;
    }

    /** A package has one id, however its project is written. A job token may ask for that, and not for the project. */
    private boolean isSame(LinkTarget target, ReleaseFile file) throws InterruptedException {
        Optional<PackageFile> linked = target.file();
        if (linked.isEmpty()) {
            return false;
        }
        try {
            List<RemotePackage> there =
                    packages.in(target.project()).find(linked.get().owner());
            return !there.isEmpty()
                    && there.equals(
                            packages.in(file.project()).find(linked.get().owner()));
        } catch (RegistryException e) {
            // It cannot be told.
            return false;
        }
    }
}
