package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What a transfer set out to do, fixed before its first byte: whoever goes on with it does neither less nor more.
 *
 * @param owner the package; of a download the version that was found for it
 * @param files in the order of the results
 * @param newestId the highest of GitLab's ids in the package before the transfer began, 0 for none; null where nobody
 *     could tell. What has a higher one came later: GitLab counts all package files of all projects in one sequence
 */
public record TransferPlan(GenericPackage owner, ArrayList<PlannedFile> files, Long newestId) {
    /** @throws IllegalArgumentException if something is missing */
    public TransferPlan {
        if (owner == null || files == null || files.contains(null)) {
            throw new IllegalArgumentException("a plan has a package and files");
        }
    }

    public TransferPlan(GenericPackage owner, List<PlannedFile> files, OptionalLong newestId) {
        this(owner, new ArrayList<>(files), newestId.isPresent() ? (Long) newestId.getAsLong() : null);
    }

    /**
     * A file that a transfer set out to move.
     *
     * @param name in the package
     * @param path where it is or goes on this side, with {@code /}: for an upload below the base folder, or absolute
     *     outside of it; for a download below the target folder
     */
    public record PlannedFile(PackageFileName name, String path) {
        /** @throws IllegalArgumentException if something is missing */
        public PlannedFile {
            if (name == null || path == null) {
                throw new IllegalArgumentException("a planned file has a name and a path");
            }
        }
    }

    /** Returns whether a file of that id was not there before the transfer began; true where nobody could tell. */
    public boolean isLater(long id) {
        return newestId == null || id > newestId;
    }

    /** Returns whether GitLab told {@link #newestId}. */
    public boolean knowsNewestId() {
        return newestId != null;
    }

    /**
     * A plan on its way between controller and agent: the names of a thousand files in one small message. One of several
     * network packets may wait 40 ms, since the agent's WebSocket holds the last back until the others are acknowledged.
     * It is unpacked by whoever asks for it, and not by being received: a small message could be made to become many large
     * plans.
     */
    public record Packed(byte[] deflated) implements Serializable {
        /** Room for as many files as a transfer may have; what somebody else has packed may have no end. */
        static final int MOST_BYTES = 64 * 1024 * 1024;

        /** @throws IllegalArgumentException if there is none; also when one is deserialised */
        public Packed {
            if (deflated == null) {
                throw new IllegalArgumentException("no plan");
            }
        }

        public static Packed of(TransferPlan plan) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
                out.write(JournalLine.of(plan).getBytes(StandardCharsets.UTF_8));
            }
            return new Packed(bytes.toByteArray());
        }

        /** @throws IOException if it is none, or too large */
        public TransferPlan unpacked() throws IOException {
            try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
                byte[] line = in.readNBytes(MOST_BYTES + 1);
                if (line.length > MOST_BYTES) {
                    throw new IOException("no plan: more than " + MOST_BYTES + " bytes");
                }
                return JournalLine.plan(new String(line, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new IOException("no plan: " + e.getMessage(), e);
            }
        }
    }

    /** Says what and how many, without the names. */
    @Override
    public String toString() {
        return files.size() + " files of " + owner;
    }
}
