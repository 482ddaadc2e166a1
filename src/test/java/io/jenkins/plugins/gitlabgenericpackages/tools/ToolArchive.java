package io.jenkins.plugins.gitlabgenericpackages.tools;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.tools.tar.TarConstants;
import org.apache.tools.tar.TarEntry;
import org.apache.tools.tar.TarOutputStream;

/** Makes a small tool: a {@code tar.gz} with modes and links. */
final class ToolArchive {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarOutputStream tar;

    ToolArchive() throws IOException {
        tar = new TarOutputStream(new GZIPOutputStream(bytes));
    }

    /** Returns a tool in a folder of its own with a script {@code bin/greet}, which says so, and a link to it. */
    static byte[] greeting(String words) throws IOException {
        return new ToolArchive()
                .script("greeter/lib/greet", "echo " + words)
                .link("greeter/bin/greet", "../lib/greet")
                .file("greeter/README", "no program")
                .bytes();
    }

    ToolArchive script(String name, String body) throws IOException {
        return entry(name, 0755, "#!/bin/sh\n" + body + "\n");
    }

    ToolArchive file(String name, String content) throws IOException {
        return entry(name, 0644, content);
    }

    private ToolArchive entry(String name, int mode, String content) throws IOException {
        byte[] text = content.getBytes(StandardCharsets.UTF_8);
        TarEntry entry = new TarEntry(name);
        entry.setMode(mode);
        entry.setSize(text.length);
        tar.putNextEntry(entry);
        tar.write(text);
        tar.closeEntry();
        return this;
    }

    ToolArchive link(String name, String target) throws IOException {
        TarEntry entry = new TarEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        tar.putNextEntry(entry);
        tar.closeEntry();
        return this;
    }

    byte[] bytes() throws IOException {
        tar.close();
        return bytes.toByteArray();
    }
}
