package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for one file's MD5 in lists of files, which tell it where the answer to a download does not. */
record ListedMd5(PackageFileName name, Sha256 sha256) {
    /** So many are listed by ten requests; to digest a large file takes longer. */
    private static final int MOST_ENTRIES = 1000;

    /** Lists the package until the file is found, but not much of it. */
    Optional<Md5> find(GenericPackage owner, PackagesApi api) throws RegistryException, InterruptedException {
        List<RemoteFile> some = new ArrayList<>();
        for (RemotePackage found : api.find(owner)) {
            some.addAll(api.files(
                    found, read -> read.size() >= MOST_ENTRIES || among(read).isPresent()));
        }
        return among(some);
    }

    Optional<Md5> among(List<RemoteFile> files) {
        return files.stream()
                .filter(file -> file.name().equals(name) && file.content().has(sha256))
                .flatMap(file -> file.content().md5().stream())
                .findFirst();
    }
}
