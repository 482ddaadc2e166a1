package io.jenkins.plugins.gitlabgenericpackages.standin.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Puts packages into the test double that nobody uploads, for tests that begin with them. Thread-safe. */
public record GivenPackages(PackageStore store) {
    /** Where the content of a file comes from. */
    private interface Source {
        Blob receive() throws IOException;
    }

    public StoredFile file(PackageKey key, String storedName, byte[] content) {
        return add(key, storedName, () -> Blob.receive(new ByteArrayInputStream(content), store.incoming()));
    }

    public List<StoredFile> files(PackageKey key, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> String.format(Locale.ROOT, "file-%04d.txt", i))
                .map(name -> file(key, name, name.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    public StoredFile zeros(PackageKey key, String storedName, long size) {
        return add(key, storedName, () -> Blob.zeros(size, store.incoming()));
    }

    public void status(PackageKey key, String status) {
        try {
            store.status(key, status);
            if (status.equals(StoredPackage.PENDING_DESTRUCTION)) {
                store.delete(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void deleted(PackageKey key, StoredFile file) {
        try {
            store.delete(key, file.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoredFile add(PackageKey key, String storedName, Source source) {
        try {
            return store.add(key, storedName, source.receive(), "", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
