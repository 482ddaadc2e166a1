package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** GitLab's lists of packages and of their files, for tokens that it shows them to. Thread-safe. */
public final class PackageLists {
    private final PackagesApi api;
    private final Retry retry;
    private final Token token;

    /** What GitLab said when it listed nothing. */
    private volatile String noListBecause = "";

    PackageLists(PackagesApi api, Retry retry, Token token) {
        this.api = api;
        this.retry = retry;
        this.token = token;
    }

    /** Reads lists. */
    interface Reading<T> {
        T read() throws RegistryException, InterruptedException;
    }

    /** Returns nothing if GitLab shows its lists to other kinds of tokens only: this one may still transfer. */
    <T> Optional<T> listed(Reading<T> reading) throws RegistryException, InterruptedException {
        if (!token.canList()) {
            return Optional.empty();
        }
        try {
            Optional<T> read = Optional.ofNullable(reading.read());
            api.seesProject();
            return read;
        } catch (RegistryException e) {
            if (!(e.getCause() instanceof GitLabException answer) || answer.isBeforeGitLab()) {
                throw e;
            }
            int status = answer.status();
            if (status == 403 || (status == 401 || status == 404) && token.mayBeUnableToList()) {
                noListBecause = ": " + answer.said();
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Says of the token, and in GitLab's words, where nothing is listed. */
    public String noList() {
        return " for this token (" + token.words() + ")" + noListBecause;
    }

    /** Returns the versions of the package of exactly that name, in GitLab's order. */
    public List<RemotePackage> versions(String name) throws RegistryException, InterruptedException {
        return named(name, "");
    }

    /**
     * Returns what the search for a name finds, those that were created last first, or all if GitLab does not sort.
     *
     * @param name empty for the packages of all names
     * @param enough is asked before each further page about all that was read until then; may end the reading there
     */
    public ListedPackages newest(String name, Predicate<List<RemotePackage>> enough)
            throws RegistryException, InterruptedException {
        PagedList.Listed<RemotePackage> listed = read(
                name,
                "&order_by=created_at&sort=desc",
                soFar -> ListedPackages.isNewestFirst(soFar) && enough.test(soFar));
        return new ListedPackages(listed.entries(), listed.whole());
    }

    /** Returns the package entries of exactly that name and version: none, one, or rarely more. */
    public List<RemotePackage> find(GenericPackage wanted) throws RegistryException, InterruptedException {
        String filter = "&package_version=" + PackageFileName.percentEncoded(wanted.version());
        return named(wanted.name(), filter).stream()
                // Older GitLabs do not know the parameter and list every version.
                .filter(found -> found.version().equals(wanted.version()))
                .toList();
    }

    /** @throws RegistryException if GitLab lists nothing for a token of this kind, which is not asked for then */
    private PagedList packages(String name, String more) throws RegistryException {
        if (!token.canList()) {
            // GitLab would say that there is no such project.
            throw new RegistryException(retry.failedTo("list the package " + name)
                    + ": GitLab lists no versions for this token (" + token.words()
                    + "): use an access token, with the scope read_api and the role Reporter");
        }
        String query = "/packages?package_type=generic"
                + (name.isEmpty() ? "" : "&package_name=" + PackageFileName.percentEncoded(name)) + more;
        return api.list("list the package " + name, query);
    }

    /** GitLab passes over a login that it does not know here, such as a deploy token, and says that nothing is there. */
    private PagedList.Listed<RemotePackage> read(String name, String more, Predicate<List<RemotePackage>> enough)
            throws RegistryException, InterruptedException {
        PagedList list = packages(name, more);
        try {
            return list.read(RemoteJson::packageOf, enough);
        } catch (RegistryException e) {
            if (token.isLogin() && e.getCause() instanceof GitLabException answer && answer.hidesProject()) {
                throw new RegistryException(
                        e.getMessage() + ". If that is a deploy token, GitLab lists no versions for it: use an access"
                                + " token, with the scope read_api and the role Reporter",
                        answer);
            }
            throw e;
        }
    }

    /** GitLab's search is fuzzy. */
    private List<RemotePackage> named(String name, String more) throws RegistryException, InterruptedException {
        return read(name, more, null).entries().stream()
                .filter(found -> found.name().equals(name))
                .toList();
    }

    /** Returns all files of the package, also those that a newer one of the same name hides. */
    public List<RemoteFile> files(RemotePackage owner) throws RegistryException, InterruptedException {
        return files(owner.id(), owner.name() + " " + owner.version(), "").read(RemoteJson::fileOf);
    }

    /** Returns all files of a package version; none if it is not listed. */
    public List<RemoteFile> files(GenericPackage owner) throws RegistryException, InterruptedException {
        List<RemoteFile> files = new ArrayList<>();
        for (RemotePackage each : find(owner)) {
            files.addAll(files(each));
        }
        return files;
    }

    /** Returns the files with the highest ids, down to one that is not higher than that, or all if GitLab does not sort. */
    List<RemoteFile> newestFiles(long packageId, String owner, long id) throws RegistryException, InterruptedException {
        return files(packageId, owner, "?order_by=id&sort=desc")
                .read(RemoteJson::fileOf, read -> {
                    long last = read.get(read.size() - 1).id();
                    return read.get(0).id() >= last && last <= id;
                })
                .entries();
    }

    private PagedList files(long packageId, String owner, String order) {
        return api.list("list the files of " + owner, "/packages/" + packageId + "/package_files" + order);
    }
}
