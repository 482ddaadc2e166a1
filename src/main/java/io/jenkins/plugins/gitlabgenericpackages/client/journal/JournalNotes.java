package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.json.JSONObject;

/** What was known of a transfer when an attempt at it began: from elsewhere, and from the lines noted here. Immutable. */
final class JournalNotes {
    private final Map<PackageFileName, TransferredFile> finished = new HashMap<>();
    private final Map<PackageFileName, Sha256> sent = new HashMap<>();
    private final Map<PackageFileName, BegunDownload> begun = new HashMap<>();

    /** @param lines are noted under a plan that is known elsewhere, else they say nothing */
    JournalNotes(Optional<BrokenOff> known, List<String> lines) {
        known.ifPresent(earlier -> {
            for (String line : lines) {
                read(line, earlier.plan().owner());
            }
            earlier.finished().forEach(file -> finished.put(file.file().name(), file));
        });
    }

    private void read(String line, GenericPackage owner) {
        try {
            JournalLine.read(line, json -> {
                read(json, owner);
                return null;
            });
        } catch (IllegalArgumentException e) {
            // Whoever wrote it was killed meanwhile: what it was to say is found out as if it had not begun.
            return;
        }
    }

    private void read(JSONObject json, GenericPackage owner) {
        if (json.has("sent")) {
            sent.put(new PackageFileName(json.getString("sent")), new Sha256(json.getString("sha256")));
        } else if (json.has("begun")) {
            BegunDownload part = JournalLine.begun(json);
            begun.put(part.name(), part);
        } else {
            TransferredFile file = JournalLine.transferredFile(json, owner);
            finished.put(file.file().name(), file);
        }
    }

    Optional<TransferredFile> finished(PackageFileName name) {
        return Optional.ofNullable(finished.get(name));
    }

    int finished() {
        return finished.size();
    }

    Optional<Sha256> sent(PackageFileName name) {
        return Optional.ofNullable(sent.get(name));
    }

    Optional<BegunDownload> begun(PackageFileName name) {
        return Optional.ofNullable(begun.get(name));
    }
}
