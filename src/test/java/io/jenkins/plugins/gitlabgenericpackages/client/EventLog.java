package io.jenkins.plugins.gitlabgenericpackages.client;

import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers what a client tells, as text, and may act in the middle of it. Thread-safe. */
public final class EventLog implements TransferListener {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<TransferredFile> finished = new CopyOnWriteArrayList<>();
    private volatile Progress atProgress = (fileName, done) -> {};
    private volatile Runnable atRetry = () -> {};
    private volatile Runnable atFinish = () -> {};
    private volatile Consumer<String> atNote = text -> {};

    /** Is called after each piece of a file, in the thread that transfers it. */
    public interface Progress {
        void at(String fileName, long done);
    }

    public void atProgress(Progress action) {
        atProgress = action;
    }

    public void atRetry(Runnable action) {
        atRetry = action;
    }

    public void atFinish(Runnable action) {
        atFinish = action;
    }

    public void atNote(Consumer<String> action) {
        atNote = action;
    }

    public List<String> all() {
        return List.copyOf(events);
    }

    /** Returns the files that were told to be finished, in that order. */
    public List<TransferredFile> finished() {
        return List.copyOf(finished);
    }

    public List<String> retries() {
        return starting("retrying ");
    }

    public List<String> notes() {
        return starting("note ");
    }

    private List<String> starting(String kind) {
        return events.stream().filter(event -> event.startsWith(kind)).toList();
    }

    @Override
    public void started(Direction direction, GenericPackage target, String where, int files, OptionalLong bytes) {
        events.add("started " + direction + " " + target + " " + where + " " + files + " files, " + bytes.orElse(-1)
                + " bytes");
    }

    @Override
    public void continued(Direction direction, GenericPackage target, String where, int files, int finished) {
        events.add("continued " + direction + " " + target + " " + where + " " + finished + " of " + files + " files");
    }

    @Override
    public void transferred(String fileName, long done, OptionalLong size) {
        atProgress.at(fileName, done);
    }

    @Override
    public void retrying(String what, String reason, Duration wait) {
        events.add("retrying " + what + ": " + reason + ", " + wait);
        atRetry.run();
    }

    @Override
    public void note(String text) {
        events.add("note " + text);
        atNote.accept(text);
    }

    @Override
    public void finished(TransferredFile file, Duration time) {
        events.add("finished " + file);
        finished.add(file);
        atFinish.run();
    }

    @Override
    public void ended(List<TransferredFile> files, int failed) {
        events.add("ended " + files.size() + " done, " + failed + " failed");
    }
}
