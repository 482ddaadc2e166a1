package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** A file to upload as it was when the upload began, and the name it gets. */
public record LocalFile(Path path, PackageFileName name, long size, FileTime modified) implements UploadSource {

    /** @throws RegistryException if there is no such file, or it cannot be read */
    public static LocalFile of(Path path, String name) throws RegistryException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new RegistryException(
                    isBrokenLink(path)
                            ? "The file " + path + " is a link that leads nowhere"
                            : "There is no file " + path + hint(path));
        } catch (IOException e) {
            throw new RegistryException("The file " + path + " cannot be read: " + RegistryException.localReason(e), e);
        }
        if (attributes.isDirectory()) {
            throw new RegistryException(path + " is a folder: use 'includes' to upload what is in it");
        }
        if (!attributes.isRegularFile()) {
            throw new RegistryException(path + " is a device, a pipe or a socket, which has no size before it is read:"
                    + " write what comes from it into a file first, or leave it out with 'excludes'");
        }
        if (!Files.isReadable(path)) {
            throw new RegistryException("The file " + path + " cannot be read: permission denied");
        }
        if (attributes.size() == 0 && !isEmpty(path)) {
            throw new RegistryException("The file " + path + " has no size, but content, as those of the system below"
                    + " /proc: copy it to another file first, or leave it out with 'excludes'");
        }
        return new LocalFile(path, PackageFileName.forUpload(name), attributes.size(), attributes.lastModifiedTime());
    }

    private static String hint(Path missing) {
        String mistake = LocalPaths.nearMiss(missing.toString());
        return mistake.isEmpty() ? LocalPaths.instead(missing, "") : mistake;
    }

    /** Returns whether something is there that leads nowhere. */
    static boolean isBrokenLink(Path path) {
        return Files.isSymbolicLink(path) && Files.notExists(path);
    }

    private static boolean isEmpty(Path path) throws RegistryException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.read() < 0;
        } catch (IOException e) {
            throw new RegistryException("The file " + path + " cannot be read: " + RegistryException.localReason(e), e);
        }
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public void checkUnchanged() throws IOException {
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        if (!now.isRegularFile()
                || now.size() != size
                || !now.lastModifiedTime().equals(modified)) {
            throw new RegistryException("The file " + path
                    + " changed while it was uploaded. Upload it when nothing writes to it any more");
        }
    }
}
