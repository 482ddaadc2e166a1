package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.json.JSONObject;

/**
 * What has to be done to the links of a release, decided without asking anybody. A link is ours if it leads to a file of a
 * package that is linked now; no other is touched.
 */
final class LinkPlan {
    /** The paths that GitLab takes (app/models/releases/link.rb). */
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_.-](?!.*//)[A-Za-z0-9_./-]+[A-Za-z0-9]");

    private static final int LONGEST_PATH = 128;

    private final List<ReleaseLink> links;
    private final List<ReleaseFile> files;
    private final Set<Long> spoken = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> paths = new HashSet<>();

    /**
     * One link to be.
     *
     * @param old the link that it is now; empty for none
     * @param path what its permanent address shall end with; empty for none
     * @param right whether there is nothing to do
     */
    record Step(ReleaseFile file, Optional<ReleaseLink> old, String name, String path, boolean right) {
        JSONObject json() {
            JSONObject link = new JSONObject()
                    .put("name", name)
                    .put("url", file.url())
                    // Without it GitLab would take away the one that the link has.
                    .put("link_type", "package");
            // GitLab before 15.10 knows the second name only.
            return path.isEmpty() ? link : link.put("direct_asset_path", path).put("filepath", path);
        }
    }

    private LinkPlan(List<ReleaseLink> links, List<ReleaseFile> files) {
        this.links = links;
        this.files = files;
        links.forEach(this::occupy);
    }

    /** @throws RegistryException if a file can have no link of a name that nobody else has */
    static List<Step> of(List<ReleaseLink> links, List<ReleaseFile> files) throws RegistryException {
        return new LinkPlan(links, files).steps();
    }

    /** Returns the links to files of the same packages that nobody asks for. */
    static List<ReleaseLink> others(List<ReleaseLink> links, List<ReleaseFile> files) {
        return links.stream()
                .filter(link -> link.target()
                        .filter(target -> files.stream().anyMatch(file -> file.isOfPackage(target))
                                && files.stream().noneMatch(file -> file.isAt(target)))
                        .isPresent())
                .toList();
    }

    private List<Step> steps() throws RegistryException {
        Map<ReleaseFile, Step> steps = new HashMap<>();
        for (ReleaseFile file : files) {
            ours(file).ifPresent(link -> {
                spoken.add(link.id());
                steps.put(file, new Step(file, Optional.of(link), link.name(), link.path(), true));
            });
        }
        List<Step> all = new ArrayList<>();
        for (ReleaseFile file : files) {
            Step step = steps.get(file);
            all.add(step == null ? toDo(file) : step);
        }
        return all;
    }

    private Optional<ReleaseLink> ours(ReleaseFile file) {
        return links.stream()
                .filter(link -> link.url().equals(file.url())
                        || link.target().filter(file::isAt).isPresent())
                .findFirst();
    }

    /** A link of the same name to another version of the package leads to this one from now on. */
    private Step toDo(ReleaseFile file) throws RegistryException {
        Optional<ReleaseLink> old = links.stream()
                .filter(link -> !spoken.contains(link.id())
                        && (link.name().equals(file.name()) || link.name().equals(longName(file)))
                        && link.target().filter(file::isOfPackage).isPresent())
                .findFirst();
        if (old.isPresent()) {
            spoken.add(old.get().id());
            paths.remove(old.get().path());
            return new Step(file, old, old.get().name(), path(file), false);
        }
        return new Step(file, Optional.empty(), name(file), path(file), false);
    }

    private String name(ReleaseFile file) throws RegistryException {
        for (String name : List.of(file.name(), longName(file))) {
            if (names.putIfAbsent(name, file.url()) == null) {
                return name;
            }
        }
        throw new RegistryException("No link of the release can be called " + file.name()
                + ": one of that name leads to " + names.get(file.name()) + ", and one called " + longName(file)
                + " to " + names.get(longName(file)));
    }

    private static String longName(ReleaseFile file) {
        return file.name() + " (" + file.file().owner() + ")";
    }

    private String path(ReleaseFile file) {
        String path = "/" + file.name();
        boolean fits = path.length() <= LONGEST_PATH && PATH.matcher(path).matches();
        return fits && paths.add(path) ? path : "";
    }

    private void occupy(ReleaseLink link) {
        names.put(link.name(), link.url());
        paths.add(link.path());
    }
}
