package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Switches of the stand-in registry (a test double), preset to a current GitLab with its default settings.
 * Any thread may turn them while the registry runs; a request sees what is set when it gets there.
 */
public final class Options {
    volatile boolean duplicatesAllowed = true;
    volatile boolean uploadJson = true;
    volatile boolean lengthRequired = true;
    volatile boolean concurrentCreationFails;
    volatile boolean totals = true;
    volatile boolean versionFilter = true;
    volatile boolean basicOnLists;
    volatile boolean checksumHeader = true;
    private volatile boolean ranges = true;
    volatile boolean directDownload;
    volatile long sizeLimit = Long.MAX_VALUE;
    volatile long proxyLimit = Long.MAX_VALUE;
    final Set<String> protectedPackages = ConcurrentHashMap.newKeySet();

    public Options() {}

    /** When false, a second file of the same name in a package is refused with 400. */
    public Options duplicatesAllowed(boolean on) {
        duplicatesAllowed = on;
        return this;
    }

    /** When false, {@code select=package_file} is ignored as an old GitLab does: 201 and a message. */
    public Options uploadJson(boolean on) {
        uploadJson = on;
        return this;
    }

    /** When false, a chunked upload is taken instead of answered with 411. */
    public Options lengthRequired(boolean on) {
        lengthRequired = on;
        return this;
    }

    /** When true, of two overlapping uploads into a package that does not exist yet the later answers 500. */
    public Options concurrentCreationFails(boolean on) {
        concurrentCreationFails = on;
        return this;
    }

    /** When false, lists leave out x-total and x-total-pages, as GitLab does above 10,000 records. */
    public Options totals(boolean on) {
        totals = on;
        return this;
    }

    /** When false, the package list ignores {@code package_version}, as GitLab before 16.6 does. */
    public Options versionFilter(boolean on) {
        versionFilter = on;
        return this;
    }

    /** When true, Basic authentication counts on the list and delete routes too; GitLab ignores it there. */
    public Options basicOnLists(boolean on) {
        basicOnLists = on;
        return this;
    }

    /** When false, downloads carry no X-Checksum-SHA256. */
    public Options checksumHeader(boolean on) {
        checksumHeader = on;
        return this;
    }

    /** Turns the registry into a GitLab as many still run: downloads tell no digest, lists know no version filter. */
    public Options older() {
        return checksumHeader(false).versionFilter(false);
    }

    /** When false, Range is ignored on both origins. */
    public Options ranges(boolean on) {
        ranges = on;
        return this;
    }

    /** Whether Range counts. */
    public boolean ranges() {
        return ranges;
    }

    /** When true, a download answers 302 to a presigned address on the storage's origin. */
    public Options directDownload(boolean on) {
        directDownload = on;
        return this;
    }

    /** GitLab's own limit: larger uploads answer 400 before the body. */
    public Options sizeLimit(long bytes) {
        sizeLimit = bytes;
        return this;
    }

    /** The limit of a proxy in front: larger uploads answer 413 with HTML before the body. */
    public Options proxyLimit(long bytes) {
        proxyLimit = bytes;
        return this;
    }

    /** Refuses uploads into packages of this name. */
    public Options protect(String packageName) {
        protectedPackages.add(packageName);
        return this;
    }
}
