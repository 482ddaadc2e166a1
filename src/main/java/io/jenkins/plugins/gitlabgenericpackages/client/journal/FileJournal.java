package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import io.jenkins.plugins.gitlabgenericpackages.client.files.Leftovers;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The notes of one transfer on the machine that does it, in a file there. They add to what is known elsewhere what was
 * not told in time. Open in one place at a time: who opens it goes on only when the one before is gone.
 */
public final class FileJournal extends Journal implements Closeable {
    private final UUID id;
    private final JournalFile file;
    private final Keeper keeper;
    private final BooleanSupplier brokenOff;
    private final Consumer<String> log;
    private final AtomicBoolean silent = new AtomicBoolean();

    /** Keeps the plan away from this machine. */
    public interface Keeper {
        void keep(TransferPlan plan) throws IOException;
    }

    private FileJournal(
            UUID id, BrokenOff known, JournalFile file, Keeper keeper, BooleanSupplier brokenOff, Consumer<String> log)
            throws IOException {
        super(known, file.lines());
        this.id = id;
        this.file = file;
        this.keeper = keeper;
        this.brokenOff = brokenOff;
        this.log = log;
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
        JournalFile file = JournalFile.openAlone(
                folder.resolve(Leftovers.journal(id)),
                () -> log.accept("An earlier attempt at this transfer is still at work here: waiting for its end"));
        try {
            return new FileJournal(id, known, file, keeper, brokenOff, log);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public UUID partId(PackageFileName name) {
        byte[] key = (id + name.value()).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.wrap(Sha256.newDigest().digest(key));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    @Override
    public void plan(TransferPlan plan) throws IOException {
        keeper.keep(plan);
    }

    @Override
    public boolean isBrokenOff() {
        return brokenOff.getAsBoolean();
    }

    @Override
    void append(Supplier<String> line) {
        try {
            file.append(List.of(line.get()));
        } catch (IOException e) {
            // No reason to fail: the notes matter only if something else fails as well.
            if (!silent.getAndSet(true)) {
                log.accept("The notes on this transfer cannot be written (" + RegistryException.localMessage(e)
                        + "): should it break off, less of it will be known");
            }
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
