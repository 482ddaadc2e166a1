package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RequestLimit;
import java.time.InstantSource;

/**
 * How the stand-in registry (a test double) is installed and how old it is, preset to a current GitLab without the
 * nginx in front of it. Any thread may turn them while the registry runs; a request sees what is set when it gets
 * there.
 */
public final class Options {
    volatile boolean behindNginx;
    volatile boolean uploadJson = true;
    volatile boolean totals = true;
    volatile boolean versionFilter = true;
    volatile boolean basicOnLists;
    volatile boolean checksumHeader = true;
    volatile boolean directDownload;
    volatile boolean proxiedStorage;
    volatile boolean headSigned = true;
    volatile boolean storageFails;
    volatile long sizeLimit = Long.MAX_VALUE;
    volatile long workhorseLimit = Long.MAX_VALUE;
    volatile long proxyLimit = Long.MAX_VALUE;
    volatile Refusal creationFailure;
    volatile RequestLimit requestLimit = RequestLimit.NONE;
    private volatile boolean ranges = true;

    public Options() {}

    /** When true, the whole body of an upload is taken before anything else, as by the nginx of a default GitLab. */
    public Options behindNginx(boolean on) {
        behindNginx = on;
        return this;
    }

    /** When false, {@code select} is ignored as an old GitLab does: 201 and a message. */
    public Options uploadJson(boolean on) {
        uploadJson = on;
        return this;
    }

    /** When true, of two overlapping uploads into a package that does not exist yet the later answers 500. */
    public Options concurrentCreationFails(boolean on) {
        creationFailure = on ? Refusals.message(500, "500 Internal Server Error") : null;
        return this;
    }

    /** Of two overlapping uploads into a package that does not exist yet the later is refused with 400 and this. */
    public Options concurrentCreationRefused(String reason) {
        creationFailure = Refusals.badRequest(reason);
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

    /** When true, GitLab passes on what its object storage answers. */
    public Options proxiedStorage(boolean on) {
        proxiedStorage = on;
        return this;
    }

    /** When false, the answer to a HEAD redirects to an address signed for GET, as of storages that are not AWS's. */
    public Options headSigned(boolean on) {
        headSigned = on;
        return this;
    }

    /** When true, GitLab cannot put uploads into its object storage, and answers 403. */
    public Options storageFails(boolean on) {
        storageFails = on;
        return this;
    }

    /** GitLab's own limit: larger uploads answer 400 after the body. */
    public Options sizeLimit(long bytes) {
        sizeLimit = bytes;
        return this;
    }

    /** The same limit where Workhorse knows it: larger uploads answer 413 with plain text. */
    public Options workhorseLimit(long bytes) {
        workhorseLimit = bytes;
        return this;
    }

    /** The limit of a proxy in front: larger uploads answer 413 with HTML before the body. */
    public Options proxyLimit(long bytes) {
        proxyLimit = bytes;
        return this;
    }

    /** Further requests in a minute of the clock are refused with 429. */
    public Options requestsPerMinute(int limit, InstantSource clock) {
        requestLimit = new RequestLimit(limit, clock);
        return this;
    }
}
