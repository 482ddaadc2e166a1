package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The lowest nine bits of a mode as Java has them, which names them in the order from the left. */
final class PosixMode {
    private PosixMode() {}

    static int of(Set<PosixFilePermission> permissions) {
        return permissions.stream().mapToInt(PosixMode::bit).sum();
    }

    static Set<PosixFilePermission> permissions(int mode) {
        return Arrays.stream(PosixFilePermission.values())
                .filter(permission -> (mode & bit(permission)) != 0)
                .collect(Collectors.toSet());
    }

    private static int bit(PosixFilePermission permission) {
        return 0400 >> permission.ordinal();
    }
}
