package io.jenkins.plugins.gitlabgenericpackages.builds;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.Serial;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A file that a step transferred, as Pipelines, the build's page and the remote API see it. It may be kept in a variable
 * over a restart. Its name came from a server: pages must escape it. Immutable.
 */
@ExportedBean(defaultVisibility = 999)
public final class GenericPackageFile implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TransferredFile file;
    private final String versionRule;

    /** @param versionRule the rule that the package's version was chosen by; empty where the step names the version */
    @Restricted(NoExternalUse.class)
    public GenericPackageFile(TransferredFile file, String versionRule) {
        this.file = file;
        this.versionRule = versionRule;
    }

    @Serial
    private Object writeReplace() {
        return new StoredFile(this);
    }

    TransferredFile file() {
        return file;
    }

    /** Returns its name in the package, with {@code /} between folders. */
    @Exported
    @Whitelisted
    @NonNull
    public String getFileName() {
        return file.fileName();
    }

    /** Returns where it is on the agent, relative to the step's current directory, or absolute outside of it. */
    @Exported
    @Whitelisted
    @NonNull
    public String getPath() {
        return file.path();
    }

    @Whitelisted
    @NonNull
    public String getPackageName() {
        return file.file().owner().name();
    }

    /** Returns the version; of a download by a rule such as {@code latest} or {@code 1.x} the one that was found. */
    @Whitelisted
    @NonNull
    public String getPackageVersion() {
        return file.file().owner().version();
    }

    /** Returns the rule by which the version was found; empty where the step names the version. */
    @Whitelisted
    @NonNull
    public String getPackageVersionRule() {
        return versionRule;
    }

    /** Returns the size in bytes. */
    @Exported
    @Whitelisted
    public long getSize() {
        return file.size();
    }

    /** Returns the size as its reader writes it. */
    @NonNull
    @Restricted(NoExternalUse.class)
    public String getReadableSize() {
        return ReadableSize.of(file.size());
    }

    /** Returns the digest in hexadecimal. */
    @Exported
    @Whitelisted
    @NonNull
    public String getSha256() {
        return file.sha256();
    }

    /** Returns the digest that leads to Jenkins' page with all builds that had the file; empty where there is none. */
    @Exported
    @NonNull
    @Restricted(NoExternalUse.class)
    public String getMd5() {
        return file.content().knownMd5().orElse("");
    }

    /** Returns the address that downloads it from GitLab. */
    @Whitelisted
    @NonNull
    public String getUrl() {
        return file.url();
    }

    /**
     * Returns by whose word it is known to be whole and right: {@code USER}, {@code BUILD} for the one that uploaded it,
     * {@code GITLAB}, {@code CHECKSUMS} for the package's checksum file, or {@code NOBODY} for a file that is not verified.
     */
    @Exported
    @Whitelisted
    @NonNull
    public String getVerifiedBy() {
        return file.verifiedBy().name();
    }

    /** Returns whether it was not transferred because an identical one was there. */
    @Exported
    @Whitelisted
    public boolean isSkipped() {
        return file.skipped();
    }

    /** Returns whether the package had another file of that name, and keeps it beside the uploaded one. */
    @Exported
    @Whitelisted
    public boolean isBesideOlder() {
        return file.besideOlder();
    }

    @Override
    public String toString() {
        return file.fileName();
    }
}
