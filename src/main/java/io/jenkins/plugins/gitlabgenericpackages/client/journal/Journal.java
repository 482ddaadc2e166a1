package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Where a transfer notes what another would have to know that goes on with it, and what an earlier one has noted. What is
 * asked is always what was known when this transfer began. Thread-safe.
 */
public class Journal {
    /**
     * A download that had begun: by what its rest can be asked for, and what the whole was to become.
     *
     * @param validator the ETag or date of what was sent, where the server gave one
     * @param whole as far as it was promised or announced
     */
    public record BegunDownload(PackageFileName name, Optional<String> validator, RemoteContent whole) {}

    /** Of a transfer with which nobody goes on: notes nothing. */
    public static final Journal NONE = new Journal(null, List.of());

    private final Optional<TransferPlan> plan;
    private final Map<PackageFileName, TransferredFile> finished = new HashMap<>();
    private final Map<PackageFileName, Sha256> sent = new HashMap<>();
    private final Map<PackageFileName, BegunDownload> begun = new HashMap<>();

    /**
     * @param known what of an earlier transfer is known elsewhere, null for none
     * @param lines what else it has noted; without a plan that is known elsewhere they say nothing
     */
    Journal(BrokenOff known, List<String> lines) {
        plan = Optional.ofNullable(known).map(BrokenOff::plan);
        plan.ifPresent(earlier -> {
            lines.forEach(line -> read(line, earlier.owner()));
            known.finished().forEach(file -> finished.put(file.file().name(), file));
        });
    }

    private void read(String line, GenericPackage owner) {
        try {
            JSONObject json = new JSONObject(line);
            if (json.has("sent")) {
                sent.put(new PackageFileName(json.getString("sent")), new Sha256(json.getString("sha256")));
            } else if (json.has("begun")) {
                PackageFileName name = new PackageFileName(json.getString("begun"));
                RemoteContent whole = new RemoteContent(
                        JournalLine.optionalLong(json, "size"), Sha256.read(json.optString("sha256")));
                begun.put(name, new BegunDownload(name, Optional.ofNullable(json.optString("validator", null)), whole));
            } else {
                TransferredFile file = JournalLine.transferredFile(line, owner);
                finished.put(file.file().name(), file);
            }
        } catch (JSONException | IllegalArgumentException e) {
            // Whoever wrote it was killed meanwhile: what it was to say is found out as if it had not begun.
        }
    }

    /** Returns what a transfer that broke off had set out to do; empty for one that begins. */
    public final Optional<TransferPlan> plan() {
        return plan;
    }

    /** Returns the file if it was finished before the transfer broke off. */
    public final Optional<TransferredFile> finished(PackageFileName name) {
        return Optional.ofNullable(finished.get(name));
    }

    /** Returns how many files were finished before the transfer broke off. */
    public final int finished() {
        return finished.size();
    }

    /** Returns the digest of what was sent, if every byte was when the transfer broke off: GitLab may have the file. */
    public final Optional<Sha256> sent(PackageFileName name) {
        return Optional.ofNullable(sent.get(name));
    }

    /** Returns how the download of the file had begun, if it had. */
    public final Optional<BegunDownload> begun(PackageFileName name) {
        return Optional.ofNullable(begun.get(name));
    }

    /** Returns by what the transfer that goes on finds what has arrived of the file; always another if none does. */
    public UUID partId(PackageFileName name) {
        return UUID.randomUUID();
    }

    /** Notes the plan; returns when it is safe away from this machine. */
    public void plan(TransferPlan plan) throws IOException {}

    public final void finish(TransferredFile file) {
        append(() -> JournalLine.of(file));
    }

    /** Notes that every byte of a file was sent. */
    public final void send(PackageFileName name, Sha256 sha256) {
        append(() -> new JSONObject()
                .put("sent", name.value())
                .put("sha256", sha256.hex())
                .toString());
    }

    /** Notes that a download begins. */
    public final void begin(BegunDownload part) {
        OptionalLong size = part.whole().size();
        // What is null is left out.
        append(() -> new JSONObject()
                .put("begun", part.name().value())
                .put("validator", part.validator().orElse(null))
                .put("size", size.isPresent() ? size.getAsLong() : null)
                .put("sha256", part.whole().sha256().map(Sha256::hex).orElse(null))
                .toString());
    }

    /** Does not make the line where nobody reads it. */
    void append(Supplier<String> line) {}

    /** Returns whether this transfer ends only for another to go on, which then needs what has arrived. */
    public boolean isBrokenOff() {
        return false;
    }
}
