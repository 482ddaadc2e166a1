package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Is told what happens during an upload or a download. {@link #transferred}, {@link #retrying}, {@link #note} and
 * {@link #finished} come from several threads at a time; none may block or throw.
 */
public interface TransferListener {
    /** Tells nobody. */
    TransferListener NONE = new TransferListener() {};

    /** Which way the bytes go. */
    enum Direction {
        UPLOAD,
        DOWNLOAD
    }

    /** Before the first file. {@code bytes} is empty when the sizes are not known yet. */
    default void started(Direction direction, GenericPackage target, String where, int files, OptionalLong bytes) {}

    /** Before the first file, in place of {@link #started}, of a transfer that had broken off. */
    default void continued(Direction direction, GenericPackage target, String where, int files, int finished) {}

    /** After each piece of a file. {@code size} is empty when it is not known. */
    default void transferred(String fileName, long done, OptionalLong size) {}

    /** Before the wait for another attempt. */
    default void retrying(String what, String reason, Duration wait) {}

    /** Something that the reader of the log should know. */
    default void note(String text) {}

    default void finished(TransferredFile file, Duration time) {}

    /** After the last file, also when some failed. */
    default void ended(List<TransferredFile> files, int failed) {}
}
