package io.jenkins.plugins.gitlabgenericpackages.standin.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * The store's changes of the test double, one JSON object per line, appended as they happen, so that a restarted one
 * knows its packages. Guarded by the store.
 */
final class Journal implements Closeable {
    private final Path file;
    private final FileChannel out;

    Journal(Path file) throws IOException {
        this.file = file;
        out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    List<JSONObject> read() throws IOException {
        List<JSONObject> entries = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try {
                entries.add(new JSONObject(line));
            } catch (JSONException e) {
                // A process that was killed while writing leaves half a line: that change never became visible.
            }
        }
        return entries;
    }

    void append(JSONObject entry) throws IOException {
        // The line break comes first, so that half a line before it spoils nothing.
        ByteBuffer line = ByteBuffer.wrap(("\n" + entry).getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            out.write(line);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
