package io.jenkins.plugins.gitlabgenericpackages.builds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.PermalinkProjectAction.Permalink;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RecordedFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
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
 * Which version of a package a build has uploaded, for another build that downloads it. A Pipeline keeps it over a restart,
 * and writes it each time that it is saved: so the files, which may be many, stay in the folder of the build. Immutable.
 */
@Restricted(NoExternalUse.class)
public final class RecordedUpload implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The permalink that counts where none is named. */
    public static final String DEFAULT_BUILD = "lastSuccessfulBuild";

    /** Characters of a name in a message. */
    private static final int LONGEST = 200;

    private static final String REMEDY =
            "Choose another build with fromBuild, or name packageName and packageVersion in place of fromJob";

    private final String job;
    private final int number;
    /** So many transfers the build had when it was asked: of one that takes from itself, what comes later does not count. */
    private final int transferCount;

    private final String gitlabUrl;
    private final String projectId;
    private final String packageName;
    private final String packageVersion;

    private RecordedUpload(Run<?, ?> build, int transferCount, PackageTransfer transfer) {
        this.job = build.getParent().getFullName();
        this.number = build.getNumber();
        this.transferCount = transferCount;
        this.gitlabUrl = transfer.gitlabUrl();
        this.projectId = transfer.getProjectId();
        this.packageName = transfer.getPackageName();
        this.packageVersion = transfer.getPackageVersion();
    }

    /**
     * Finds what a build has uploaded, as far as the asking build may read its job. Reads no list of files. Called by a
     * thread that runs as the asking build.
     *
     * @param jobName as in core: absolute, or relative to the folder of the asking build's job
     * @param buildName a number or a permalink of the job; empty for the last successful one
     * @param packageName the package, where it has uploaded several; may be empty
     * @throws AbortException if there is no such build, it still runs, or it has uploaded none, several, or not all
     */
    public static RecordedUpload find(Run<?, ?> asking, String jobName, String buildName, String packageName)
            throws AbortException {
        Job<?, ?> job = job(asking, jobName);
        Run<?, ?> build = build(job, buildName.isEmpty() ? DEFAULT_BUILD : buildName);
        String words = "The build " + job.getFullName() + " #" + build.getNumber();
        if (build.isBuilding() && !build.equals(asking)) {
            throw new AbortException(words + " runs, and may upload more: wait for its end, choose another build with"
                    + " fromBuild, or name packageName and packageVersion in place of fromJob");
        }
        List<PackageTransfer> transfers = transfers(build);
        List<RecordedUpload> all = of(build, transfers);
        List<RecordedUpload> wanted = all.stream()
                .filter(upload -> packageName.isEmpty() || upload.packageName.equals(packageName))
                .toList();
        if (wanted.size() == 1) {
            wanted.get(0).checkLast(transfers);
            return wanted.get(0);
        }
        String names = all.stream().map(RecordedUpload::toString).collect(Collectors.joining(", "));
        if (all.isEmpty()) {
            throw new AbortException(words + " has uploaded no package (an upload that failed does not count)");
        }
        throw new AbortException(
                wanted.isEmpty()
                        ? words + " has uploaded no package '" + packageName + "', but " + names
                        : words + " has uploaded several packages: " + names + ". Name one with packageName");
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

    private static List<PackageTransfer> transfers(Run<?, ?> build) {
        GenericPackagesAction action = build.getAction(GenericPackagesAction.class);
        return action == null ? List.of() : action.getTransfers();
    }

    private static List<RecordedUpload> of(Run<?, ?> build, List<PackageTransfer> transfers) {
        List<RecordedUpload> uploads = new ArrayList<>();
        for (PackageTransfer transfer : transfers) {
            if (isWhole(transfer) && uploads.stream().noneMatch(upload -> upload.isOf(transfer))) {
                uploads.add(new RecordedUpload(build, transfers.size(), transfer));
            }
        }
        return uploads;
    }

    private static boolean isWhole(PackageTransfer transfer) {
        return transfer.isUpload() && !transfer.isFailed() && transfer.getFileCount() > 0;
    }

    private boolean isOf(PackageTransfer transfer) {
        return transfer.isUpload()
                && packageName.equals(transfer.getPackageName())
                && packageVersion.equals(transfer.getPackageVersion())
                && projectId.equals(transfer.getProjectId())
                && gitlabUrl.equals(transfer.gitlabUrl());
    }

    /** A step that failed may have been tried again. If it was not, a part of the package may be missing. */
    private void checkLast(List<PackageTransfer> transfers) throws AbortException {
        boolean failed = false;
        for (PackageTransfer transfer : transfers) {
            failed = isOf(transfer) ? transfer.isFailed() : failed;
        }
        if (failed) {
            throw new AbortException("The " + build() + " has not uploaded all of " + this
                    + ": its last upload to it failed. " + REMEDY);
        }
    }

    /** Returns the build, for messages. */
    public String build() {
        return "build " + job + " #" + number;
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

    /**
     * Returns its files with the digests that they had when they were uploaded: of several with one name, the last. Reads the
     * build's folder, so not for the thread of a Pipeline.
     *
     * @throws AbortException if the build is gone, or its record is incomplete
     */
    public RecordedFiles files() throws AbortException {
        HashMap<PackageFileName, Sha256> digests = new HashMap<>();
        Run<?, ?> build = load();
        List<PackageTransfer> transfers = build == null ? List.of() : transfers(build);
        for (PackageTransfer transfer : transfers.subList(0, Math.min(transferCount, transfers.size()))) {
            if (isWhole(transfer) && isOf(transfer)) {
                for (GenericPackageFile each : transfer.allFiles(build, REMEDY)) {
                    digests.put(each.file().file().name(), each.file().content().sha256());
                }
            }
        }
        if (digests.isEmpty()) {
            throw new AbortException("The " + build() + " is not there any more. " + REMEDY);
        }
        return new RecordedFiles("the " + build(), digests);
    }

    /** Whether the asking build may read it is known since it was found; after a restart, nobody runs as that. */
    @CheckForNull
    private Run<?, ?> load() {
        try (ACLContext all = ACL.as2(ACL.SYSTEM2)) {
            Job<?, ?> there = Jenkins.get().getItemByFullName(job, Job.class);
            return there == null ? null : there.getBuildByNumber(number);
        }
    }

    @Override
    public String toString() {
        return packageName + " " + packageVersion;
    }
}
