package io.jenkins.plugins.gitlabgenericpackages.builds;

import hudson.AbortException;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The versions of a package that builds have uploaded or downloaded which are kept forever. Jenkins has no index of these
 * builds, and loading all would fill the memory: so the file of each build is searched for the mark (the field {@code
 * keepLog} of {@link Run}), and only the builds that have it are loaded. Of which GitLab and project they tell does not
 * matter: both may have been renamed since.
 */
@Restricted(NoExternalUse.class)
public final class KeptBuilds {
    private static final Logger LOGGER = Logger.getLogger(KeptBuilds.class.getName());
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final String MARK = "<keepLog>true</keepLog>";
    /** Names no build: who reads the log may not be allowed to see its job. */
    private static final String REASON = "a build that is kept forever";

    private final String packageName;
    private final HashMap<String, String> kept = new HashMap<>();

    private KeptBuilds(String packageName) {
        this.packageName = packageName;
    }

    /**
     * Returns the versions, each with the reason to keep it. Reads the file of every build of Jenkins.
     *
     * @throws AbortException if one cannot be read: then nobody can tell
     */
    public static HashMap<String, String> versions(String packageName) throws AbortException, InterruptedException {
        KeptBuilds builds = new KeptBuilds(packageName);
        try (ACLContext all = ACL.as2(ACL.SYSTEM2)) {
            for (Job<?, ?> job : Jenkins.get().getAllItems(Job.class)) {
                builds.add(job);
            }
        } catch (IOException | DirectoryIteratorException e) {
            if (Thread.interrupted()) {
                // What it was reading was closed for that.
                throw new InterruptedException();
            }
            LOGGER.log(Level.WARNING, "Cannot read which builds are kept forever", e);
            throw new AbortException("A build that may be kept forever cannot be read, so nothing is deleted: Jenkins'"
                    + " log names it (keepBuilds: false does not look)");
        }
        return builds.kept;
    }

    private void add(Job<?, ?> job) throws IOException, InterruptedException {
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(job.getBuildDir().toPath())) {
            for (Path folder : folders) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                String number = folder.toFile().getName();
                if (NUMBER.matcher(number).matches() && isMarked(folder.resolve("build.xml"))) {
                    add(job, Integer.parseInt(number), folder);
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
        } catch (UncheckedIOException e) {
            throw new IOException(build + " cannot be read", e.getCause());
        }
    }

    private void add(Job<?, ?> job, int number, Path folder) throws IOException {
        Run<?, ?> build = job.getBuildByNumber(number);
        if (build == null) {
            if (isMarked(folder.resolve("build.xml"))) {
                throw new IOException(folder + " is kept forever, and Jenkins cannot load it");
            }
            return;
        }
        if (build.isKeepLog()) {
            add(build);
            if (job instanceof ItemGroup<?> whole) {
                // The cells of a multi-configuration project stay with the build that they belong to.
                for (Object cell : whole.getItems()) {
                    Run<?, ?> part = cell instanceof Job<?, ?> cells ? cells.getBuildByNumber(number) : null;
                    if (part != null) {
                        add(part);
                    }
                }
            }
        }
    }

    private void add(Run<?, ?> build) {
        GenericPackagesAction action = build.getAction(GenericPackagesAction.class);
        List<PackageTransfer> transfers = action == null ? List.of() : action.getTransfers();
        transfers.stream()
                .filter(transfer ->
                        transfer.getFileCount() > 0 && transfer.getPackageName().equals(packageName))
                .forEach(transfer -> kept.put(transfer.getPackageVersion(), REASON));
    }
}
