package io.jenkins.plugins.gitlabgenericpackages.standin.downloads;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Effect;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A slice of a file as the body of an answer of the test double, spoiled by a fault if one is set. */
record FileBody(Path file, long offset, long length, Effect fault) implements Body {
    @Override
    public InputStream open() throws IOException {
        return fault.spoil(Channels.newInputStream(FileChannel.open(file).position(offset)));
    }
}
