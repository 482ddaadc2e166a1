package io.jenkins.plugins.gitlabgenericpackages.client.model;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.Test;

public class LocalFailureTest {
    @Test
    public void whatTheJdkDoesNotSayIsSaid() {
        assertEquals("/a: permission denied", LocalFailure.message(new AccessDeniedException("/a")));
        assertEquals("/a: there is no such file or folder", LocalFailure.message(new NoSuchFileException("/a")));
        assertEquals("/a: a file is there already", LocalFailure.message(new FileAlreadyExistsException("/a")));
        assertEquals("/a: DirectoryNotEmptyException", LocalFailure.message(new DirectoryNotEmptyException("/a")));
        assertEquals("IOException", LocalFailure.message(new IOException()));
    }

    @Test
    public void whatTheSystemSaysIsKept() {
        IOException full = new FileSystemException("/a", null, "No space left on device");
        assertEquals("/a: No space left on device", LocalFailure.message(full));
        assertEquals("Input/output error", LocalFailure.message(new IOException("Input/output error")));
    }

    @Test
    public void theReasonAloneHasNoPath() {
        assertEquals("permission denied", LocalFailure.reason(new AccessDeniedException("/a")));
    }
}
