package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import io.jenkins.plugins.gitlabgenericpackages.client.files.Leftovers;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The notes of one transfer on the machine that does it, in a file there. They add to what is known elsewhere what was
 * not told in time. Open in one place at a time: who opens it goes on only when the one before is gone.
 */
public final class FileJournal implements Journal, Closeable {
    private final UUID id;
    private final Optional<BrokenOff> known;
    private final JournalFile file;
    private final JournalNotes notes;
    private final Keeper keeper;
    private final BooleanSupplier brokenOff;
    private final Consumer<String> log;
    private boolean silent;

    /** Keeps the plan away from this machine. */
    public interface Keeper {
        void keep(TransferPlan plan) throws IOException;
    }

    private FileJournal(
            UUID id,
            Optional<BrokenOff> known,
            JournalFile file,
            Keeper keeper,
            BooleanSupplier brokenOff,
            Consumer<String> log)
            throws IOException {
        this.id = id;
        this.known = known;
        this.file = file;
        this.keeper = keeper;
        this.brokenOff = brokenOff;
        this.log = log;
        this.notes = new JournalNotes(known, file.lines());
    }

    /**
     * Opens the notes of a transfer, once no earlier attempt at it is at work on this machine any more.
     *
     * @param folder where the notes are; it is made if need be
     * @param id the same for every attempt at one transfer, and for no other transfer
     * @param known what of an earlier attempt is known elsewhere, null for the first
     * @param brokenOff tells whether the attempt ends only for another to go on
     * @param log is told what people should know
     */
    public static FileJournal open(
            Path folder, UUID id, BrokenOff known, Keeper keeper, BooleanSupplier brokenOff, Consumer<String> log)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        new Leftovers(Instant.now()).sweep(folder);
        Path path = folder.resolve(Leftovers.journal(id));
        JournalFile file = JournalFile.openAlone(
                path,
                () -> log.accept("An earlier attempt at this transfer is still at work here: waiting for its end"));
        try {
            return new FileJournal(id, Optional.ofNullable(known), file, keeper, brokenOff, log);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public boolean isKept() {
        return true;
    }

    @Override
    public Optional<TransferPlan> plan() {
        return known.map(BrokenOff::plan);
    }

    @Override
    public Optional<TransferredFile> finished(PackageFileName name) {
        return notes.finished(name);
    }

    @Override
    public int finished() {
        return notes.finished();
    }

    @Override
    public Optional<Sha256> sent(PackageFileName name) {
        return notes.sent(name);
    }

    @Override
    public Optional<BegunDownload> begun(PackageFileName name) {
        return notes.begun(name);
    }

    @Override
    public Optional<UUID> partId(PackageFileName name) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(id.toString().getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest(name.value().getBytes(StandardCharsets.UTF_8)));
        return Optional.of(new UUID(bytes.getLong(), bytes.getLong()));
    }

    @Override
    public void plan(TransferPlan plan) throws IOException {
        keeper.keep(plan);
    }

    @Override
    public void finish(TransferredFile transferred) {
        append(JournalLine.of(transferred));
    }

    @Override
    public void send(PackageFileName name, Sha256 sha256) {
        append(JournalLine.sent(name, sha256));
    }

    @Override
    public void begin(BegunDownload part) {
        append(JournalLine.of(part));
    }

    @Override
    public boolean isBrokenOff() {
        return brokenOff.getAsBoolean();
    }

    private void append(String line) {
        try {
            file.append(List.of(line));
        } catch (IOException e) {
            // No reason to fail: the notes matter only if something else fails as well.
            tell(e);
        }
    }

    private synchronized void tell(IOException e) {
        if (!silent) {
            silent = true;
            log.accept("The notes on this transfer cannot be written (" + RegistryException.localMessage(e)
                    + "): should it break off, less of it will be known");
        }
    }

    /** Leaves the notes to the one that goes on, or leaves nothing if nobody does. */
    @Override
    public void close() throws IOException {
        if (isBrokenOff()) {
            file.close();
        } else {
            file.delete();
        }
    }
}
