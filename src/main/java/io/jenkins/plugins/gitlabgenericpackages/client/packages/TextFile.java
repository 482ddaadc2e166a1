package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads text files as the tools of all systems write them. */
public final class TextFile {
    private TextFile() {}

    /**
     * Returns the text, without a byte order mark.
     *
     * @throws IllegalArgumentException if it is not in UTF-8; the message quotes nothing of it
     */
    public static String read(byte[] bytes) {
        if (bytes.length > 1
                && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
                        || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)) {
            throw new IllegalArgumentException("it is in UTF-16, as PowerShell writes by '>'. Write it in UTF-8");
        }
        try {
            return PrintableText.withoutByteOrderMark(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is no text in UTF-8", e);
        }
    }
}
