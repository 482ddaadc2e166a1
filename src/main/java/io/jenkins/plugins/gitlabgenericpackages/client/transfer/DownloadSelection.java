package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalPaths;
import io.jenkins.plugins.gitlabgenericpackages.client.files.NamePatterns;
import io.jenkins.plugins.gitlabgenericpackages.client.files.TargetFolder;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Instead;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.SomeNames;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds which files of a package a download is to fetch, and refuses names that must not be written.
 *
 * @param archivesOnly whether all are to be unpacked: the checksum file is not among them, and any other file is a mistake
 */
record DownloadSelection(
        Session session,
        FileSelection selection,
        boolean archivesOnly,
        PackageContents contents,
        RequiredDigests required,
        TargetFolder folder) {

    /**
     * A file to download.
     *
     * @param localName where it goes, below the target folder, with {@code /}
     * @param listed what the package's list says of it, where it was listed
     * @param required what it must be whatever GitLab says of it
     */
    record Item(
            PackageFileName name,
            String localName,
            Optional<RemoteContent> listed,
            Optional<RequiredDigests.Digest> required) {
        OptionalLong size() {
            return listed.map(RemoteContent::size).orElse(OptionalLong.empty());
        }
    }

    /** @throws RegistryException if nothing matches, a name is hostile, or the package cannot be listed */
    List<Item> find() throws IOException, InterruptedException {
        List<Item> files = selection.isSingle() ? List.of(single()) : listed();
        if (archivesOnly) {
            refuseOthers(files);
        }
        return files;
    }

    private static void refuseOthers(List<Item> files) throws RegistryException {
        List<String> others = files.stream()
                .map(Item::localName)
                .filter(name -> ArchiveFormat.of(name).isEmpty())
                .toList();
        if (!others.isEmpty()) {
            throw new RegistryException(
                    SomeNames.of(others) + (others.size() == 1 ? " is no archive" : " are no archives")
                            + " by name, and 'unpack' takes no other files: choose the archives with 'includes', such as"
                            + " '**/*.tar.gz'. Known are " + ArchiveFormat.UNPACKED);
        }
    }

    private Item single() throws RegistryException {
        String fileName = selection.fileName();
        if (fileName.isBlank()) {
            fileName = LocalPaths.lastPart(LocalPaths.resolve(Path.of(""), "file", selection.file()));
        }
        PackageFileName name = PackageFileName.forDownload(selection.inPackage(fileName));
        String lastPart = name.value().substring(name.value().lastIndexOf('/') + 1);
        return new Item(name, lastPart, Optional.empty(), required.of(name));
    }

    private List<Item> listed() throws IOException, InterruptedException {
        NamePatterns patterns = new NamePatterns(selection);
        List<Item> files = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<PackageFileName, Optional<RemoteContent>> file : all().entrySet()) {
            Optional<String> found = belowPath(file.getKey().value());
            if (found.isPresent() && patterns.select(found.get())) {
                selected.add(found.get());
                String localName = selection.flat(found.get());
                try {
                    files.add(new Item(file.getKey(), localName, file.getValue(), required.of(file.getKey())));
                } catch (RegistryException e) {
                    problems.add(e.getMessage());
                }
            } else if (found.isPresent() && patterns.hides(found.get())) {
                hidden.add(found.get());
            }
        }
        if (!problems.isEmpty()) {
            throw new RegistryException(String.join("\n", problems));
        }
        List<String> missing = patterns.missing(selected);
        if (!selection.allowEmpty() && (files.isEmpty() || !missing.isEmpty())) {
            throw nothing(missing, hidden);
        }
        if (!hidden.isEmpty()) {
            session.listener().note(NamePatterns.hidden(hidden));
        }
        files.sort(Comparator.comparing(Item::localName)
                .thenComparing(file -> file.name().value()));
        refuseHostile(files);
        return files;
    }

    /**
     * Returns what the package has and what its checksum file lists: a file of which only one knows fails. Where the files
     * are known, those alone.
     */
    private Map<PackageFileName, Optional<RemoteContent>> all() throws RegistryException, InterruptedException {
        Map<PackageFileName, Optional<RemoteContent>> all = new HashMap<>();
        if (required.recorded().isPresent()) {
            for (PackageFileName name : required.recorded().get().digests().keySet()) {
                all.put(name, contents.before().newest(name).map(RemoteFile::content));
            }
            return all;
        }
        Optional<ChecksumFile> checksums = required.checksums();
        if (checksums.isPresent()) {
            checksums.get().list().digests().keySet().forEach(name -> all.put(name, Optional.empty()));
            all.put(checksums.get().name(), Optional.empty());
        } else if (!contents.before().isAllowed()) {
            throw new RegistryException("Downloading several files has to list the package, which GitLab does not allow"
                    + session.api().lists().noList() + ". Name each file with '" + (archivesOnly ? "fileName" : "file")
                    + "', use an access token with the scope"
                    + " 'read_api', or give the package's checksum file with 'checksums'");
        }
        contents.before().newest().forEach(file -> all.put(file.name(), Optional.of(file.content())));
        if (archivesOnly && checksums.isPresent()) {
            all.remove(checksums.get().name());
        }
        return all;
    }

    private Optional<String> belowPath(String name) {
        String folder = selection.inPackage("");
        return name.startsWith(folder) ? Optional.of(name.substring(folder.length())) : Optional.empty();
    }

    private RegistryException nothing(List<String> missing, List<String> hidden)
            throws RegistryException, InterruptedException {
        if (required.checksums().isEmpty()
                && required.recorded().isEmpty()
                && contents.before().isEmpty()) {
            return new RegistryException("There is no package " + contents.owner() + " in " + session.where()
                    + ", or it is hidden or empty (set allowEmpty if that is all right). "
                    + session.token().sent()
                    + new Instead(session.api())
                            .ofVersion(PackageSource.of(
                                    contents.owner().name(), contents.owner().version())));
        }
        List<String> names = all().keySet().stream()
                .flatMap(name -> belowPath(name.value()).stream())
                .toList();
        return new RegistryException("No file of " + contents.owner() + " matches '"
                + (missing.isEmpty() ? selection.includes() : String.join("', '", missing)) + "'"
                + (selection.path().isEmpty() ? "" : " below " + selection.path())
                + " (set allowEmpty if that is all right)"
                + (hidden.isEmpty() ? "" : ". " + NamePatterns.hidden(hidden))
                + (names.isEmpty() ? new Instead(session.api()).ofFile(contents) : ". There are " + SomeNames.of(names))
                + NamePatterns.nearMiss(
                        selection.includes(), path -> names.stream().anyMatch(name -> name.startsWith(path + "/"))));
    }

    /** Refuses before anything is written, with every bad name said. */
    private void refuseHostile(List<Item> files) throws IOException {
        List<String> problems = new ArrayList<>();
        Map<String, Item> places = new HashMap<>();
        for (Item file : files) {
            Item other = places.putIfAbsent(file.localName(), file);
            if (other != null) {
                problems.add("The files '" + other.name() + "' and '" + file.name() + "' of the package would both be '"
                        + file.localName() + "' without their folders ('flatten')");
            }
            String problem = TargetFolder.problem(file.localName());
            if (!problem.isEmpty()) {
                problems.add("The file name '" + file.localName() + "' in the package is refused: " + problem);
            }
        }
        if (problems.isEmpty()) {
            // Only now: these names are tried in the folder.
            folder.collisionsHere(files.stream().map(Item::localName).toList())
                    .forEach((one, other) -> problems.add("The files '" + one + "' and '" + other
                            + "' of the package would overwrite each other on this machine"));
        }
        if (!problems.isEmpty()) {
            throw new RegistryException(
                    String.join("\n", problems) + "\nLeave them out with 'excludes', and download each"
                            + " that is needed by 'fileName' to another 'file'");
        }
    }
}
