package io.jenkins.plugins.gitlabgenericpackages.builds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The versions of a package that builds have uploaded or downloaded which are kept forever. Jenkins has no index of these
 * builds, and loading all would fill the memory: so the file of each build is searched for the mark (the field {@code
 * keepLog} of {@link Run}), and only the builds that have it are loaded.
 */
@Restricted(NoExternalUse.class)
public record KeptBuilds(Registry registry, String packageName) {
    private static final String MARK = "<keepLog>true</keepLog>";

    /**
     * Returns the versions, each with the reason to keep it. All jobs are looked at, also those that the build may not see:
     * these are not named.
     *
     * @throws IOException if a build cannot be read: then nobody can tell
     */
    public HashMap<String, String> versions() throws IOException, InterruptedException {
        HashMap<String, String> kept = new HashMap<>();
        List<Job> jobs;
        try (ACLContext all = ACL.as2(ACL.SYSTEM2)) {
            jobs = Jenkins.get().getAllItems(Job.class);
        }
        for (Job<?, ?> job : jobs) {
            add(job, kept);
        }
        return kept;
    }

    private void add(Job<?, ?> job, HashMap<String, String> kept) throws IOException, InterruptedException {
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(job.getBuildDir().toPath(), "[0-9]*")) {
            for (Path folder : folders) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (isMarked(folder.resolve("build.xml"))) {
                    add(
                            job.getBuildByNumber(
                                    Integer.parseInt(folder.getFileName().toString())),
                            kept);
                }
            }
        } catch (NoSuchFileException e) {
            // It has no builds, or not any more.
        }
    }

    private static boolean isMarked(Path build) throws IOException {
        try (Stream<String> lines = Files.lines(build, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains(MARK));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void add(@CheckForNull Run<?, ?> build, HashMap<String, String> kept) {
        GenericPackagesAction action = build == null ? null : build.getAction(GenericPackagesAction.class);
        if (action == null || !build.isKeepLog()) {
            return;
        }
        String reason = build.getParent().hasPermission(Item.READ)
                ? "the build " + build.getFullDisplayName() + " is kept forever"
                : "a build that is kept forever";
        action.getTransfers().stream()
                .filter(transfer -> transfer.mayBeOf(registry, packageName))
                .forEach(transfer -> kept.putIfAbsent(transfer.getPackageVersion(), reason));
    }
}
