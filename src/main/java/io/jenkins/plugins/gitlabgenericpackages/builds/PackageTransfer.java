package io.jenkins.plugins.gitlabgenericpackages.builds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackagePage;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What one step did, as its build remembers it. The build's own record holds only the sums; the files are in a file
 * beside it, so that ten thousand of them do not slow down every page of the job. Immutable.
 */
@ExportedBean(defaultVisibility = 999)
@Restricted(NoExternalUse.class)
public final class PackageTransfer {
    private static final Logger LOGGER = Logger.getLogger(PackageTransfer.class.getName());

    private final String id;
    private final Direction direction;
    private final String gitlabUrl;
    private final String projectId;
    private final String packageName;
    private final String packageVersion;
    /** 0 where it is not known, also in a build of an older version of the plugin. */
    private final long packageId;

    private final String versionRule;
    private final String agent;
    private final int fileCount;
    private final int skippedCount;
    private final long size;
    private final String list;
    private final boolean failed;
    private volatile boolean fingerprintsDue;

    private transient FileList files;

    /** @param list the name of the file for {@code files} in the build's folder; it is written here */
    PackageTransfer(
            TransferOrigin origin, List<GenericPackageFile> files, boolean failed, String list, File buildFolder)
            throws IOException {
        UUID transfer = origin.id();
        this.id = transfer == null ? null : transfer.toString();
        this.direction = origin.direction();
        this.gitlabUrl = origin.gitlabUrl();
        this.projectId = origin.projectId();
        this.agent = origin.agent();
        this.packageName = files.isEmpty() ? origin.packageName() : files.get(0).getPackageName();
        this.packageVersion =
                files.isEmpty() ? origin.packageVersion() : files.get(0).getPackageVersion();
        this.packageId = files.stream()
                .mapToLong(file -> file.file().packageId())
                .filter(known -> known > 0)
                .findFirst()
                .orElse(0);
        this.versionRule = origin.versionRule();
        this.fileCount = files.size();
        this.skippedCount =
                (int) files.stream().filter(GenericPackageFile::isSkipped).count();
        this.size = files.stream().mapToLong(GenericPackageFile::getSize).sum();
        this.list = list;
        this.failed = failed;
        this.fingerprintsDue = origin.fingerprint();
        this.files = fileList(buildFolder);
        if (!files.isEmpty()) {
            this.files.write(files);
        }
    }

    /** Returns whether Jenkins' fingerprints of the files are still to be written. */
    boolean isFingerprintsDue() {
        return fingerprintsDue;
    }

    void fingerprintsWritten() {
        fingerprintsDue = false;
    }

    boolean isOf(@CheckForNull UUID transfer) {
        return transfer != null && transfer.toString().equals(id);
    }

    /** Finds the files again after the build was loaded. */
    void onLoad(File buildFolder) {
        files = fileList(buildFolder);
    }

    private FileList fileList(File buildFolder) {
        // Where nothing arrived, the version may be a rule.
        GenericPackage owner = fileCount == 0 ? null : new GenericPackage(packageName, packageVersion);
        return new FileList(buildFolder, list, owner, getPackageVersionRule());
    }

    @Exported
    @NonNull
    public String getDirection() {
        return direction.name();
    }

    public boolean isUpload() {
        return direction == Direction.UPLOAD;
    }

    String gitlabUrl() {
        return gitlabUrl;
    }

    @Exported
    @NonNull
    public String getProjectId() {
        return projectId;
    }

    @Exported
    @NonNull
    public String getPackageName() {
        return packageName;
    }

    @Exported
    @NonNull
    public String getPackageVersion() {
        return packageVersion;
    }

    /** Returns the rule by which the version was found; empty where the step names the version. */
    @Exported
    @NonNull
    public String getPackageVersionRule() {
        return Util.fixNull(versionRule);
    }

    /** Returns the name of the agent; empty for the built-in node. */
    @Exported
    @NonNull
    public String getAgent() {
        return agent;
    }

    @Exported
    public int getFileCount() {
        return fileCount;
    }

    @Exported
    public int getSkippedCount() {
        return skippedCount;
    }

    /** Returns the size of all files in bytes. */
    @Exported
    public long getSize() {
        return size;
    }

    /** Returns the size as its reader writes it. */
    @NonNull
    public String getReadableSize() {
        return ReadableSize.of(size);
    }

    /** Returns whether it failed or was stopped: then these are the files that had arrived until then. */
    @Exported
    public boolean isFailed() {
        return failed;
    }

    /** Returns the files, read from the build's folder: what is left of them in an old build, to be shown. */
    @NonNull
    public List<GenericPackageFile> getFiles() throws IOException {
        return files.read();
    }

    /**
     * Returns the files for a step that goes by them: all, as many as the build's own record counts.
     *
     * @param owner the build, for the message
     * @param remedy what to do, for the message
     * @throws AbortException if some are missing: a disk was full, or a backup had no more
     */
    @NonNull
    public List<GenericPackageFile> allFiles(Run<?, ?> owner, String remedy) throws AbortException {
        String there;
        try {
            List<GenericPackageFile> all = files.read();
            if (all.size() == fileCount) {
                return all;
            }
            there = Integer.toString(all.size());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read which files " + owner + " has transferred");
            there = "none that can be read";
        }
        throw new AbortException("The record of the build " + owner.getParent().getFullName() + " #" + owner.getNumber()
                + " is incomplete: of the " + fileCount + " files of " + packageName + " " + packageVersion
                + ", it has "
                + there + ". " + remedy);
    }

    @NonNull
    FilePage page(String name, int number, int rows) throws IOException {
        return files.page(name, number, rows);
    }

    /** Returns the page of the package version in GitLab, or null where it is not known. */
    @CheckForNull
    public String getPackageUrl() {
        if (packageId <= 0) {
            return null;
        }
        try {
            return PackagePage.address(new Registry(gitlabUrl, projectId, Token.anonymous()), packageId)
                    .orElse(null);
        } catch (InvalidRequestException e) {
            return null;
        }
    }

    /** Returns the page of the project's packages in GitLab, or null for an address that is no link for a browser. */
    @CheckForNull
    public String getWebUrl() {
        String base;
        try {
            base = GitLabUrl.frontPage(gitlabUrl);
        } catch (InvalidRequestException e) {
            return null;
        }
        return projectId.matches("[0-9]+")
                ? base + "/projects/" + projectId
                : base + "/" + Util.rawEncode(projectId).replace("%2F", "/") + "/-/packages?type=Generic&search[]="
                        + Util.rawEncode(packageName);
    }
}
