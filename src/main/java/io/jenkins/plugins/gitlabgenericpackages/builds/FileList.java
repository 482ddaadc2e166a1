package io.jenkins.plugins.gitlabgenericpackages.builds;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.gitlabgenericpackages.client.TransferLog;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONException;
import org.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The files of one transfer in a build's folder: one JSON object on each line. */
@Restricted(NoExternalUse.class)
public final class FileList {
    private static final String FOLDER = "gitlab-generic-packages";

    private final Path folder;
    private final Path file;

    FileList(File buildFolder, String name) {
        this.folder = buildFolder.toPath().resolve(FOLDER);
        this.file = folder.resolve(name);
    }

    void write(List<GenericPackageFile> files) throws IOException {
        Files.createDirectories(folder);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (GenericPackageFile each : files) {
                new JSONObject()
                        .put("fileName", each.getFileName())
                        .put("path", each.getPath())
                        .put("size", each.getSize())
                        .put("sha256", each.getSha256())
                        .put("md5", each.getMd5())
                        .put("skipped", each.isSkipped())
                        .write(out);
                out.newLine();
            }
        }
    }

    /** Returns an empty list when the file is gone: what is left of an old build is still worth a page. */
    @NonNull
    List<Entry> read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line; (line = in.readLine()) != null; ) {
                entries.add(new Entry(new JSONObject(line)));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (JSONException e) {
            throw new IOException(file + " is damaged", e);
        }
        return entries;
    }

    /** One file, for pages and for the remote API. Its name came from a server: pages must escape it. */
    @ExportedBean(defaultVisibility = 999)
    @Restricted(NoExternalUse.class)
    public static final class Entry {
        private final JSONObject json;

        Entry(JSONObject json) {
            this.json = json;
        }

        @Exported
        @NonNull
        public String getFileName() {
            return json.optString("fileName");
        }

        @Exported
        @NonNull
        public String getPath() {
            return json.optString("path");
        }

        @Exported
        public long getSize() {
            return json.optLong("size");
        }

        @NonNull
        public String getSizeText() {
            return TransferLog.size(getSize());
        }

        @Exported
        @NonNull
        public String getSha256() {
            return json.optString("sha256");
        }

        /** Returns the digest that leads to the page with all builds that had this file; empty where there is none. */
        @Exported
        @NonNull
        public String getMd5() {
            return json.optString("md5");
        }

        @Exported
        public boolean isSkipped() {
            return json.optBoolean("skipped");
        }
    }
}
