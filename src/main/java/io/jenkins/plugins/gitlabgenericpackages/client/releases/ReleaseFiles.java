package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.files.NamePatterns;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.VersionResolver;
import io.jenkins.plugins.gitlabgenericpackages.client.model.ProjectId;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The files that a release shall link, and which of its links lead to their packages. Used by one thread. */
final class ReleaseFiles {
    private final PackagesApi packages;
    private final String project;
    private final Set<ReleaseFile> wanted = new LinkedHashSet<>();
    private final Map<Pair, Boolean> same = new HashMap<>();

    /** Two ways to write a project, and a package that it has if both mean the same one. */
    private record Pair(String project, String other, GenericPackage owner) {}

    private ReleaseFiles(PackagesApi packages, String project) {
        this.packages = packages;
        this.project = project;
    }

    /**
     * @param packages the project of the release
     * @throws InvalidRequestException if there can be no such project of the package
     */
    static ReleaseFiles of(ReleaseRequest request, Registry registry, PackagesApi packages) {
        if (request.packageProjectId().isEmpty()) {
            return new ReleaseFiles(packages, registry.projectId());
        }
        try {
            String project = ProjectId.of(request.packageProjectId(), registry.gitlabUrl());
            return new ReleaseFiles(packages.in(project), project);
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException(e.getMessage().replaceFirst("^projectId", "packageProjectId"));
        }
    }

    List<ReleaseFile> all() {
        return List.copyOf(wanted);
    }

    /** @throws RegistryException also if nothing fits, or a name without wildcards is not there */
    void find(ReleaseRequest request, TransferListener listener) throws RegistryException, InterruptedException {
        for (ReleaseFile file : request.files()) {
            add(file);
        }
        if (request.source() == null) {
            return;
        }
        GenericPackage found = new VersionResolver(packages, listener).resolve(request.source());
        NamePatterns patterns = new NamePatterns(request.selection());
        Set<String> names = new TreeSet<>();
        packages.lists().files(found).forEach(file -> names.add(file.name().value()));
        names.removeIf(name -> !patterns.select(name));
        for (String name : names) {
            PackageFile file = new PackageFile(found, new PackageFileName(name));
            add(new ReleaseFile(project, file, packages.address(file).toString()));
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

    private void add(ReleaseFile file) throws RegistryException, InterruptedException {
        for (ReleaseFile there : wanted) {
            if (there.file().equals(file.file()) && isIn(file.project(), there)) {
                return;
            }
        }
        wanted.add(file);
    }

    /** Returns the links with what they lead to in the words of the files: by number or by path, a project is the same. */
    List<ReleaseLink> known(List<ReleaseLink> links) throws RegistryException, InterruptedException {
        List<ReleaseLink> known = new ArrayList<>();
        for (ReleaseLink link : links) {
            known.add(link.target().isPresent() ? known(link, link.target().get()) : link);
        }
        return known;
    }

    private ReleaseLink known(ReleaseLink link, LinkTarget target) throws RegistryException, InterruptedException {
        for (ReleaseFile file : wanted) {
            if (target.packageName().equals(file.file().owner().name()) && isIn(target.project(), file)) {
                return link.leadingTo(target.in(file.project()));
            }
        }
        return link;
    }

    /** Asks for its very address: a list shows no hidden package. */
    boolean isGone(String itsProject, PackageFile file) throws RegistryException, InterruptedException {
        return packages.in(itsProject).probe(file).isEmpty();
    }

    private boolean isIn(String other, ReleaseFile file) throws RegistryException, InterruptedException {
        if (!LinkTarget.mayBeOne(other, file.project())) {
            return other.equalsIgnoreCase(file.project());
        }
        Pair pair = new Pair(other, file.project(), file.file().owner());
        Boolean known = same.get(pair);
        if (known == null) {
            known = isSame(pair);
            same.put(pair, known);
        }
        return known;
    }

    /** A package has one id, however its project is written. A job token may ask for that, and not for the project. */
    private boolean isSame(Pair pair) throws RegistryException, InterruptedException {
        try {
            List<RemotePackage> there = packages.in(pair.other).lists().find(pair.owner);
            return !there.isEmpty()
                    && there.equals(packages.in(pair.project).lists().find(pair.owner));
        } catch (RegistryException e) {
            if (e.getCause() instanceof GitLabException refused && !refused.isRetryable()) {
                // Whoever asks may not see the one, so it cannot be told.
                return false;
            }
            throw e;
        }
    }
}
