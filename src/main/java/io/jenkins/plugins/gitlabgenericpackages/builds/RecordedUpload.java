package io.jenkins.plugins.gitlabgenericpackages.builds;

import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.PermalinkProjectAction.Permalink;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RecordedFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * What a build has uploaded to one version of a package, for another build that downloads it. A Pipeline keeps it over a
 * restart. Immutable.
 */
@Restricted(NoExternalUse.class)
public final class RecordedUpload implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The permalink that counts where none is named. */
    public static final String DEFAULT_BUILD = "lastSuccessfulBuild";

    /** Characters of a name in a message. */
    private static final int LONGEST = 200;

    private final String build;
    private final String gitlabUrl;
    private final String projectId;
    private final String packageName;
    private final String packageVersion;
    private final ArrayList<GenericPackageFile> files = new ArrayList<>();

    private RecordedUpload(String build, PackageTransfer transfer) {
        this.build = build;
        this.gitlabUrl = transfer.gitlabUrl();
        this.projectId = transfer.getProjectId();
        this.packageName = transfer.getPackageName();
        this.packageVersion = transfer.getPackageVersion();
    }

    /**
     * Finds what a build has uploaded, as far as the asking build may read its job. Called by a thread that runs as the
     * asking build.
     *
     * @param jobName as in core: absolute, or relative to the folder of the asking build's job
     * @param buildName a number or a permalink of the job; empty for the last successful one
     * @param packageName the package, where it has uploaded several; may be empty
     * @throws AbortException if there is no such build, or it has uploaded none or several
     */
    public static RecordedUpload find(Run<?, ?> asking, String jobName, String buildName, String packageName)
            throws IOException {
        Job<?, ?> job = job(asking, jobName);
        Run<?, ?> build = build(job, buildName.isEmpty() ? DEFAULT_BUILD : buildName);
        String words = "build " + job.getFullName() + " #" + build.getNumber();
        List<RecordedUpload> all = of(build, words);
        List<RecordedUpload> wanted = all.stream()
                .filter(upload -> packageName.isEmpty() || upload.packageName.equals(packageName))
                .toList();
        if (wanted.size() == 1) {
            return wanted.get(0);
        }
        String names = all.stream().map(RecordedUpload::toString).collect(Collectors.joining(", "));
        if (all.isEmpty()) {
            throw new AbortException(
                    "The " + words + " has uploaded no package (an upload that failed does not count)");
        }
        throw new AbortException(
                wanted.isEmpty()
                        ? "The " + words + " has uploaded no package '" + packageName + "', but " + names
                        : "The " + words + " has uploaded several packages: " + names + ". Name one with packageName");
    }

    private static Job<?, ?> job(Run<?, ?> asking, String name) throws AbortException {
        Job<?, ?> own = asking.getParent();
        try {
            Job<?, ?> job = Jenkins.get().getItem(name, (Item) own, Job.class);
            if (job != null && (job.equals(own) || isReadable(job))) {
                return job;
            }
        } catch (AccessDeniedException e) {
            // It may be known that there is one, but not more.
        }
        throw new AbortException("There is no job '" + PrintableText.line(name, LONGEST) + "' that this build may read"
                + " ('fromJob')");
    }

    /** Where builds run as Jenkins itself, they read what everybody may who is logged in, and not what Jenkins may. */
    private static boolean isReadable(Job<?, ?> job) {
        Authentication build = Jenkins.getAuthentication2();
        Authentication reader = build.equals(ACL.SYSTEM2)
                ? new UsernamePasswordAuthenticationToken(
                        "authenticated", "", Set.of(SecurityRealm.AUTHENTICATED_AUTHORITY2))
                : build;
        return job.getACL().hasPermission2(reader, Item.READ);
    }

    private static Run<?, ?> build(Job<?, ?> job, String name) throws AbortException {
        Permalink permalink = job.getPermalinks().get(name);
        Run<?, ?> build = null;
        if (permalink != null) {
            build = permalink.resolve(job);
        } else if (name.matches("[0-9]{1,9}")) {
            build = job.getBuildByNumber(Integer.parseInt(name));
        }
        if (build == null) {
            throw new AbortException("The job " + job.getFullName() + " has no build '"
                    + PrintableText.line(name, LONGEST) + "' ('fromBuild'). A build has a number, or a name such as "
                    + job.getPermalinks().stream().map(Permalink::getId).collect(Collectors.joining(", ")));
        }
        return build;
    }

    /** Several steps may have uploaded to one package; of a name, the file of the last one counts. */
    private static List<RecordedUpload> of(Run<?, ?> build, String words) throws IOException {
        GenericPackagesAction action = build.getAction(GenericPackagesAction.class);
        List<RecordedUpload> uploads = new ArrayList<>();
        for (PackageTransfer transfer : action == null ? List.<PackageTransfer>of() : action.getTransfers()) {
            if (transfer.isUpload() && !transfer.isFailed() && transfer.getFileCount() > 0) {
                RecordedUpload upload = new RecordedUpload(words, transfer);
                RecordedUpload same = uploads.stream()
                        .filter(upload::isOfSamePackage)
                        .findFirst()
                        .orElse(upload);
                same.files.addAll(transfer.getFiles());
                if (same == upload) {
                    uploads.add(upload);
                }
            }
        }
        return uploads;
    }

    private boolean isOfSamePackage(RecordedUpload other) {
        return toString().equals(other.toString())
                && projectId.equals(other.projectId)
                && gitlabUrl.equals(other.gitlabUrl);
    }

    /** Returns the build, for messages. */
    public String build() {
        return build;
    }

    public String gitlabUrl() {
        return gitlabUrl;
    }

    public String projectId() {
        return projectId;
    }

    public String packageName() {
        return packageName;
    }

    public String packageVersion() {
        return packageVersion;
    }

    /** Returns its files with the digests that they had when they were uploaded. */
    public RecordedFiles files() {
        HashMap<PackageFileName, Sha256> digests = new HashMap<>();
        files.forEach(each ->
                digests.put(each.file().file().name(), each.file().content().sha256()));
        return new RecordedFiles("the " + build, digests);
    }

    @Override
    public String toString() {
        return packageName + " " + packageVersion;
    }
}
