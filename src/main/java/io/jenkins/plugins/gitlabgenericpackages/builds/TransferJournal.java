package io.jenkins.plugins.gitlabgenericpackages.builds;

import hudson.model.Run;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.BrokenOff;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.JournalFile;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.JournalLine;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.json.JSONException;
import org.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What a build knows of a transfer that has not ended, in a file of its folder: where it goes, its plan, then the files
 * that arrived, as they did. It outlives Jenkins. Thread-safe.
 */
@Restricted(NoExternalUse.class)
public final class TransferJournal {
    private static final Logger LOGGER = Logger.getLogger(TransferJournal.class.getName());

    private final Run<?, ?> run;
    private final UUID id;
    private final Path folder;
    private final Path path;

    /** @param id the same for every attempt at one transfer, and for no other */
    public TransferJournal(Run<?, ?> run, UUID id) {
        this.run = run;
        this.id = id;
        this.folder = run.getRootDir().toPath().resolve(FileList.FOLDER);
        this.path = folder.resolve(id + ".journal");
    }

    /** Begins anew with a plan. */
    public synchronized void begin(TransferOrigin origin, TransferPlan plan) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(path);
        String where = new JSONObject()
                .put("direction", origin.direction().name())
                .put("gitlabUrl", origin.gitlabUrl())
                .put("projectId", origin.projectId())
                .put("agent", origin.agent())
                .put("packageName", origin.packageName())
                .put("packageVersion", origin.packageVersion())
                .put("versionRule", origin.versionRule())
                .put("fingerprint", origin.fingerprint())
                .toString();
        append(List.of(where, JournalLine.of(plan)));
    }

    /** Adds files that have arrived; of one that was added before, this counts. Does nothing where no plan was made. */
    public synchronized void add(List<TransferredFile> finished) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        append(finished.stream().map(JournalLine::of).toList());
    }

    private void append(List<String> lines) throws IOException {
        try (JournalFile file = new JournalFile(path)) {
            file.append(lines);
        }
    }

    /** Returns what is known of the attempts so far; nothing where none had begun to move a file. */
    public Optional<BrokenOff> read() throws IOException {
        return read(lines());
    }

    private static Optional<BrokenOff> read(List<String> lines) {
        if (lines.size() < 2) {
            return Optional.empty();
        }
        TransferPlan plan;
        try {
            plan = JournalLine.plan(lines.get(1));
        } catch (IllegalArgumentException e) {
            // Jenkins was killed while it wrote the plan, for which the agent waits before it does anything.
            return Optional.empty();
        }
        Map<PackageFileName, TransferredFile> finished = new LinkedHashMap<>();
        lines.subList(2, lines.size())
                .forEach(line -> transferredFile(line, plan.owner())
                        .ifPresent(file -> finished.put(file.file().name(), file)));
        return Optional.of(new BrokenOff(plan, new ArrayList<>(finished.values())));
    }

    private synchronized List<String> lines() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (JournalFile file = new JournalFile(path)) {
            return file.lines();
        }
    }

    private static Optional<TransferredFile> transferredFile(String line, GenericPackage owner) {
        try {
            return Optional.of(JournalLine.transferredFile(line, owner));
        } catch (IllegalArgumentException e) {
            // Jenkins was killed while it wrote the line.
            return Optional.empty();
        }
    }

    /** Ends it when nobody goes on with the transfer: records with the build what had arrived. */
    public void abandon() throws IOException, InterruptedException {
        List<String> lines = lines();
        Optional<BrokenOff> known = read(lines);
        if (known.isPresent()) {
            TransferOrigin origin = origin(lines.get(0));
            GenericPackagesAction.record(run, origin, origin.shown(known.get().finished()), true);
        }
        delete();
    }

    private TransferOrigin origin(String line) throws IOException {
        try {
            JSONObject where = new JSONObject(line);
            return new TransferOrigin(
                    id,
                    where.getEnum(Direction.class, "direction"),
                    where.getString("gitlabUrl"),
                    where.getString("projectId"),
                    where.getString("agent"),
                    // A transfer that an older version of the plugin began has neither of these.
                    where.optString("packageName"),
                    where.optString("packageVersion"),
                    where.getString("versionRule"),
                    where.getBoolean("fingerprint"));
        } catch (JSONException e) {
            throw new IOException(path + " is damaged", e);
        }
    }

    /** Ends it when the transfer has ended. If somebody has it open where that hinders it, it goes with the build. */
    public synchronized void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "What was known of a finished transfer stays", e);
        }
    }
}
