package io.jenkins.plugins.gitlabgenericpackages.builds;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferredFile;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A file that a step transferred, as a Pipeline gets it: it may be kept in a variable over a restart. Immutable. */
public final class GenericPackageFile implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TransferredFile file;

    @Restricted(NoExternalUse.class)
    public GenericPackageFile(TransferredFile file) {
        this.file = file;
    }

    /** Returns its name in the package, with {@code /} between folders. */
    @Whitelisted
    @NonNull
    public String getFileName() {
        return file.fileName();
    }

    /** Returns where it is on the agent, relative to the step's current directory, or absolute outside of it. */
    @Whitelisted
    @NonNull
    public String getPath() {
        return file.path();
    }

    @Whitelisted
    @NonNull
    public String getPackageName() {
        return file.packageName();
    }

    /** Returns the version; for a download of {@code latest} the one that was found. */
    @Whitelisted
    @NonNull
    public String getPackageVersion() {
        return file.packageVersion();
    }

    /** Returns the size in bytes. */
    @Whitelisted
    public long getSize() {
        return file.size();
    }

    /** Returns the digest in hexadecimal. */
    @Whitelisted
    @NonNull
    public String getSha256() {
        return file.sha256();
    }

    /** Returns the digest by which Jenkins recognises the file; empty where there is none. */
    @NonNull
    String getMd5() {
        return file.md5();
    }

    /** Returns the address that downloads it from GitLab. */
    @Whitelisted
    @NonNull
    public String getUrl() {
        return file.url();
    }

    /** Returns whether it was not transferred because an identical one was there. */
    @Whitelisted
    public boolean isSkipped() {
        return file.skipped();
    }

    @Override
    public String toString() {
        return file.fileName();
    }
}
