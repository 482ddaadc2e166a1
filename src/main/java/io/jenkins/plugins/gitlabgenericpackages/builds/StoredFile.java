package io.jenkins.plugins.gitlabgenericpackages.builds;

import io.jenkins.plugins.gitlabgenericpackages.client.journal.JournalLine;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;

/**
 * A file as a Pipeline that runs keeps it over a restart, in a variable: texts alone, the line as in a build's folder.
 * None of the client's classes is stored, so that a newer version of the plugin can read what an older one kept.
 */
final class StoredFile implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String packageName;
    private final String packageVersion;
    private final String versionRule;
    private final String line;

    StoredFile(GenericPackageFile file) {
        packageName = file.getPackageName();
        packageVersion = file.getPackageVersion();
        versionRule = file.getPackageVersionRule();
        line = JournalLine.of(file.file());
    }

    @Serial
    private Object readResolve() throws InvalidObjectException {
        try {
            GenericPackage owner = new GenericPackage(packageName, packageVersion);
            return new GenericPackageFile(JournalLine.transferredFile(line, owner), versionRule);
        } catch (IllegalArgumentException e) {
            InvalidObjectException damaged = new InvalidObjectException("a damaged file of a package");
            damaged.initCause(e);
            throw damaged;
        }
    }
}
