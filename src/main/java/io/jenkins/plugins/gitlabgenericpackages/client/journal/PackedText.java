package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A text for the way between an agent and its controller: the names of a thousand files in one small message. A message
 * of several network packets may wait 40 ms on its way, since the agent's WebSocket holds the last one back until the
 * others are acknowledged.
 */
record PackedText(byte[] deflated) implements Serializable {
    /** Room for as many files as a transfer may have; what somebody else has packed may have no end. */
    static final int MOST_BYTES = 64 * 1024 * 1024;

    /** @throws IllegalArgumentException if there is none; also when one is deserialised */
    PackedText {
        if (deflated == null) {
            throw new IllegalArgumentException("no text");
        }
    }

    static PackedText of(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PackedText(bytes.toByteArray());
    }

    /** @throws IllegalArgumentException if it is damaged, or too long */
    String text() {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException("a text of more than " + MOST_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("a damaged text", e);
        }
    }
}
