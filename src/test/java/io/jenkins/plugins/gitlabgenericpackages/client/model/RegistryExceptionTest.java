package io.jenkins.plugins.gitlabgenericpackages.client.model;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.Test;

public class RegistryExceptionTest {
    @Test
    public void whatTheJdkDoesNotSayIsSaid() {
        assertEquals("/a: permission denied", RegistryException.localMessage(new AccessDeniedException("/a")));
        assertEquals(
                "/a: there is no such file or folder", RegistryException.localMessage(new NoSuchFileException("/a")));
        assertEquals(
                "/a: a file is there already", RegistryException.localMessage(new FileAlreadyExistsException("/a")));
        assertEquals(
                "/a: DirectoryNotEmptyException", RegistryException.localMessage(new DirectoryNotEmptyException("/a")));
        assertEquals("IOException", RegistryException.localMessage(new IOException()));
    }

    @Test
    public void whatTheSystemSaysIsKept() {
        IOException full = new FileSystemException("/a", null, "No space left on device");
        assertEquals("/a: No space left on device", RegistryException.localMessage(full));
        assertEquals("Input/output error", RegistryException.localMessage(new IOException("Input/output error")));
    }

    @Test
    public void theReasonAloneHasNoPath() {
        assertEquals("permission denied", RegistryException.localReason(new AccessDeniedException("/a")));
        IOException moved = new FileSystemException("/.gitlab-1.part", "/a", "Device or resource busy");
        assertEquals("Device or resource busy", RegistryException.localReason(moved));
    }
}
