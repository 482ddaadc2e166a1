package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.gitlabgenericpackages.agents.TransferWork;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters that an upload and a download share. */
@Restricted(NoExternalUse.class)
public abstract class GenericPackageStep extends RegistryStep {
    private static final long serialVersionUID = 1L;

    private final String packageName;
    private final String packageVersion;
    private String file;
    private String fileName;
    private String includes;
    private String excludes;
    private String dir;
    private String path;
    private boolean allowEmpty;
    private Boolean defaultExcludes;
    private boolean flatten;
    private String checksums;
    private Integer parallel;
    private Verify verify;
    private boolean fingerprint;

    protected GenericPackageStep(String packageName, String packageVersion) {
        // Also when they are empty: then a snippet shows what is missing.
        this.packageName = Util.fixNull(packageName).trim();
        this.packageVersion = Util.fixNull(packageVersion).trim();
    }

    @CheckForNull
    public String getPackageName() {
        return packageName;
    }

    @CheckForNull
    public String getPackageVersion() {
        return packageVersion;
    }

    @CheckForNull
    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        this.file = Util.fixEmptyAndTrim(file);
    }

    @CheckForNull
    public String getFileName() {
        return fileName;
    }

    @DataBoundSetter
    public void setFileName(String fileName) {
        this.fileName = Util.fixEmptyAndTrim(fileName);
    }

    @CheckForNull
    public String getIncludes() {
        return includes;
    }

    @DataBoundSetter
    public void setIncludes(String includes) {
        this.includes = Util.fixEmptyAndTrim(includes);
    }

    @CheckForNull
    public String getExcludes() {
        return excludes;
    }

    @DataBoundSetter
    public void setExcludes(String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    @CheckForNull
    public String getDir() {
        return dir;
    }

    @DataBoundSetter
    public void setDir(String dir) {
        this.dir = Util.fixEmptyAndTrim(dir);
    }

    @CheckForNull
    public String getPath() {
        return path;
    }

    @DataBoundSetter
    public void setPath(String path) {
        this.path = Util.fixEmptyAndTrim(path);
    }

    public boolean isAllowEmpty() {
        return allowEmpty;
    }

    /** @param allowEmpty null for false, as a parameter that is not there yet gives it */
    @DataBoundSetter
    public void setAllowEmpty(Boolean allowEmpty) {
        this.allowEmpty = Boolean.TRUE.equals(allowEmpty);
    }

    public boolean isDefaultExcludes() {
        // Null also in a job that was stored before the field was there.
        return defaultExcludes == null || defaultExcludes;
    }

    /** @param defaultExcludes null for true, as a parameter that is not there yet gives it */
    @DataBoundSetter
    public void setDefaultExcludes(Boolean defaultExcludes) {
        this.defaultExcludes = defaultExcludes;
    }

    public boolean isFlatten() {
        return flatten;
    }

    /** @param flatten null for false, as a parameter that is not there yet gives it */
    @DataBoundSetter
    public void setFlatten(Boolean flatten) {
        this.flatten = Boolean.TRUE.equals(flatten);
    }

    @CheckForNull
    public String getChecksums() {
        return checksums;
    }

    @DataBoundSetter
    public void setChecksums(String checksums) {
        this.checksums = Util.fixEmptyAndTrim(checksums);
    }

    public int getParallel() {
        // Null also in a job that was stored before the field was there.
        return parallel == null ? RegistrySettings.AUTOMATIC : parallel;
    }

    /** @param parallel null for the default, as an emptied field sends it */
    @DataBoundSetter
    public void setParallel(Integer parallel) {
        this.parallel = parallel;
    }

    @NonNull
    public Verify getVerify() {
        return verify == null ? Verify.IF_TOLD : verify;
    }

    /** @param verify null for the default, as a parameter that is not there yet gives it */
    @DataBoundSetter
    public void setVerify(Verify verify) {
        this.verify = verify;
    }

    public boolean isFingerprint() {
        return fingerprint;
    }

    /** @param fingerprint null for false, as a parameter that is not there yet gives it */
    @DataBoundSetter
    public void setFingerprint(Boolean fingerprint) {
        this.fingerprint = Boolean.TRUE.equals(fingerprint);
    }

    /**
     * Returns what an agent will do.
     *
     * @param text replaces variables where that is wanted, and empty texts for null
     * @throws io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException if the parameters cannot work
     */
    abstract TransferWork work(ParameterText text);

    FileSelection selection(ParameterText text) {
        return new FileSelection(
                text.of(file),
                text.of(fileName),
                text.of(includes),
                text.of(excludes),
                text.of(dir),
                text.of(path),
                allowEmpty,
                isDefaultExcludes(),
                flatten);
    }
}
