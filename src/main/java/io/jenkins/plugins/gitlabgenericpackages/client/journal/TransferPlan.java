package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a transfer set out to do, fixed before its first byte: whoever goes on with it does neither less nor more.
 *
 * @param owner the package; of a download the version that was found for it
 * @param files in the order of the results
 * @param newestId the highest of GitLab's ids in the package before the transfer began, 0 for none; null where nobody
 *     could tell. What has a higher one came later: GitLab counts all package files of all projects in one sequence
 */
public record TransferPlan(GenericPackage owner, ArrayList<PlannedFile> files, Long newestId) implements Serializable {
    /** @throws IllegalArgumentException if something is missing; also when one is deserialised */
    public TransferPlan {
        if (owner == null || files == null || files.contains(null)) {
            throw new IllegalArgumentException("a plan has a package and files");
        }
    }

    public TransferPlan(GenericPackage owner, List<PlannedFile> files, OptionalLong newestId) {
        this(owner, new ArrayList<>(files), newestId.isPresent() ? (Long) newestId.getAsLong() : null);
    }

    /** Returns whether a file of that id was not there before the transfer began; true where nobody could tell. */
    public boolean isLater(long id) {
        return newestId == null || id > newestId;
    }

    /** Returns whether GitLab told {@link #newestId}. */
    public boolean knowsNewestId() {
        return newestId != null;
    }

    @Serial
    private Object writeReplace() {
        return new Packed(PackedText.of(JournalLine.of(this)));
    }

    /** What is sent instead. */
    private record Packed(PackedText line) implements Serializable {
        private Packed {
            if (line == null) {
                throw new IllegalArgumentException("no plan");
            }
        }

        @Serial
        private Object readResolve() throws InvalidObjectException {
            try {
                return JournalLine.plan(line.text());
            } catch (IllegalArgumentException e) {
                throw new InvalidObjectException("no plan: " + e.getMessage());
            }
        }
    }

    /** Says what and how many, without the names. */
    @Override
    public String toString() {
        return files.size() + " files of " + owner;
    }
}
