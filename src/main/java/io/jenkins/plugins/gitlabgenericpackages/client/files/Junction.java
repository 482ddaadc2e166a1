package io.jenkins.plugins.gitlabgenericpackages.client.files;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A junction of Windows leads to a folder elsewhere. To Java it is a folder, also to whoever follows no links. */
public final class Junction {
    private Junction() {}

    /**
     * Returns whether that is one, or might be, since it leads to where nobody may look.
     *
     * @param attributes as they are read without following links
     */
    public static boolean is(Path path, BasicFileAttributes attributes) {
        if (!attributes.isDirectory() || !attributes.isOther()) {
            return false;
        }
        // A real folder of a container's image looks like one.
        Path folder = path.toAbsolutePath();
        Path parent = folder.getParent();
        try {
            return parent != null
                    && !folder.toRealPath().equals(parent.toRealPath().resolve(folder.getFileName()));
        } catch (IOException e) {
            return true;
        }
    }
}
