package io.jenkins.plugins.gitlabgenericpackages.tools;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.Unpacking;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.io.Serializable;

/**
 * What an installer installs: plain data that goes to the agent. No text is null.
 *
 * @param name of the tool, for messages
 * @param origin the address of the project
 * @param file its name in the package, before the platform is filled in
 * @param subdir the folder in it that is the tool's home; empty for all of it
 * @param sha256 the digest that the file must have; empty for whatever GitLab has
 * @param checksums the package's checksum file; empty for none
 * @param stripComponents how many folders of an archive's names go; {@link Unpacking#LONE_TOP_FOLDER} for one that is alone
 * @param verify whether somebody has to vouch for the file, then and now
 */
record WantedTool(
        String name,
        String origin,
        PackageSource source,
        String file,
        String subdir,
        String sha256,
        String checksums,
        int stripComponents,
        Verify verify)
        implements Serializable {
    static final int MOST_STRIPPED = 20;

    /** @throws InvalidRequestException if there can be no such tool */
    WantedTool {
        checkFile(file);
        checkSubdir(subdir);
        if (stripComponents < Unpacking.LONE_TOP_FOLDER || stripComponents > MOST_STRIPPED) {
            throw new InvalidRequestException("stripComponents must be from 0 to " + MOST_STRIPPED);
        }
        DownloadRequest.of(source, one(file), sha256, checksums);
    }

    private static FileSelection one(String file) {
        return new FileSelection(lastPart(file), file, "", "", "", "", false, false);
    }

    /** @throws InvalidRequestException if a package has no such files */
    static void checkFile(@CheckForNull String file) {
        if (Util.fixEmptyAndTrim(file) == null) {
            throw new InvalidRequestException(
                    "file is missing: name a file of the package, such as jdk-{os}-{arch}.tar.gz");
        }
        PackageFileName.forUpload(new Platform("linux", "amd64").fill(file));
    }

    /** @throws InvalidRequestException if it leads out of the tool */
    static void checkSubdir(String subdir) {
        boolean leadsOut =
                subdir.startsWith("/") || subdir.matches("[A-Za-z]:.*|\\\\.*|(.*[/\\\\])?\\.\\.([/\\\\].*)?");
        if (leadsOut) {
            throw new InvalidRequestException("subdir '" + subdir + "' leads out of the tool: name a folder in it");
        }
    }

    /** Returns the last part of a name in a package. */
    static String lastPart(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /**
     * Returns what to download.
     *
     * @param version instead of the rule
     * @param fileName with the platform filled in
     */
    DownloadRequest request(String version, String fileName) {
        return DownloadRequest.of(PackageSource.of(source.name(), version), one(fileName), sha256, checksums);
    }

    /** Returns whether it would be made of that, if the version is right. */
    boolean isMadeOf(ToolContent.Made made, String fileName) {
        return made.origin().equals(origin)
                && made.packageName().equals(source.name())
                && made.file().equals(fileName)
                && made.stripComponents() == stripComponents
                && (sha256.isEmpty() ? isTrusted(made) : made.sha256().equalsIgnoreCase(sha256));
    }

    /** What nobody vouched for is installed anew once somebody has to. */
    private boolean isTrusted(ToolContent.Made made) {
        return made.verifiedBy() != Verifier.NOBODY
                || verify != Verify.REQUIRED
                        && (checksums.isEmpty() || made.checksums().equals(checksums));
    }

    @Override
    public String toString() {
        return name;
    }
}
