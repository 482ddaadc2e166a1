package io.jenkins.plugins.gitlabgenericpackages.tools;

import io.jenkins.plugins.gitlabgenericpackages.client.archives.Unpacking;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A content of a tool on an agent: a folder that is whole, which a marker in it says. The marker's time is that of the
 * content's last use.
 */
record ToolContent(Path folder, Made made, Instant lastUse) {
    private static final String MARKER = ".gitlab-generic-package";
    private static final String NEW = ".new";
    private static final int LONGEST_PART = 80;

    /** Whoever uses a content that was used within this time needs no lock: nobody is about to delete it. */
    static final Duration FRESH = Duration.ofDays(1);

    /**
     * What a content was made of.
     *
     * @param origin the address of the project
     * @param file the name in the package
     * @param isArchive whether it was unpacked; else it is the content, as an executable
     * @param verifiedBy who vouched for the file
     * @param checksums the checksum file that the file was compared with; empty for none
     */
    record Made(
            String origin,
            String packageName,
            String version,
            String file,
            String sha256,
            boolean isArchive,
            int stripComponents,
            Verifier verifiedBy,
            String checksums) {
        /** Returns the name of the folder: another one for whatever makes another content. */
        String folder() {
            String layout = !isArchive
                    ? "-" + part(WantedTool.lastPart(file))
                    : stripComponents == Unpacking.LONE_TOP_FOLDER ? "" : "-strip" + stripComponents;
            return part(version) + "-" + sha256.substring(0, 12) + layout;
        }

        private static String part(String text) {
            return text.substring(0, Math.min(text.length(), LONGEST_PART));
        }

        private Properties toProperties() {
            Properties properties = new Properties();
            properties.setProperty("origin", origin);
            properties.setProperty("package", packageName);
            properties.setProperty("version", version);
            properties.setProperty("file", file);
            properties.setProperty("sha256", sha256);
            properties.setProperty("archive", Boolean.toString(isArchive));
            properties.setProperty("stripComponents", Integer.toString(stripComponents));
            properties.setProperty("verifiedBy", verifiedBy.name());
            properties.setProperty("checksums", checksums);
            return properties;
        }

        private static Made of(Properties properties) {
            return new Made(
                    properties.getProperty("origin", ""),
                    properties.getProperty("package", ""),
                    properties.getProperty("version", ""),
                    properties.getProperty("file", ""),
                    properties.getProperty("sha256", ""),
                    Boolean.parseBoolean(properties.getProperty("archive")),
                    Integer.parseInt(properties.getProperty("stripComponents", "")),
                    Verifier.valueOf(properties.getProperty("verifiedBy", "")),
                    properties.getProperty("checksums", ""));
        }

        @Override
        public String toString() {
            return packageName + " " + version + ", " + file + " with sha256 " + sha256;
        }
    }

    /** Returns the content in a folder; nothing if there is none that is whole. */
    static Optional<ToolContent> in(Path folder) {
        Path marker = folder.resolve(MARKER);
        if (!Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(marker)) {
            properties.load(in);
            Instant lastUse = Files.getLastModifiedTime(marker).toInstant();
            return Optional.of(new ToolContent(folder, Made.of(properties), lastUse));
        } catch (IOException | IllegalArgumentException e) {
            // Deleted just now, or no marker of ours: what cannot be read is not there.
            return Optional.empty();
        }
    }

    /** @throws RegistryException if something in the folder has the marker's name already, and would be taken for one */
    static void checkUnmarked(Path folder) throws RegistryException {
        for (String name : List.of(MARKER, MARKER + NEW)) {
            if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new RegistryException(
                        "it has '" + name + "' at its top, by which an installed tool is known here");
            }
        }
    }

    /** Says of a folder that it is whole, in one step: there is no half of a marker. */
    static void mark(Path folder, Made made) throws IOException {
        Path half = folder.resolve(MARKER + NEW);
        try (OutputStream out = Files.newOutputStream(half)) {
            made.toProperties().store(out, null);
        }
        Files.move(half, folder.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Notes a use. Who may not write there cannot delete there either. */
    void touch() {
        try {
            Files.setLastModifiedTime(folder.resolve(MARKER), FileTime.from(Instant.now()));
        } catch (IOException e) {
            // As if it had not been used: it is installed again should it be deleted.
        }
    }

    /** Returns whether it was used so lately that nobody may delete it, whatever the time is elsewhere. */
    boolean isFresh() {
        return lastUse.isAfter(Instant.now().minus(FRESH));
    }
}
