package io.jenkins.plugins.gitlabgenericpackages;

import hudson.AbortException;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.LocalMd5;
import io.jenkins.plugins.gitlabgenericpackages.client.TransferLog;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * The one call that a step sends to its agent: plain data with the token inside, nothing of the build. A failure for
 * people comes back as an {@link AbortException}, which Jenkins shows without a stack trace; a lost agent or an
 * interruption comes out as what it is.
 */
interface TransferFiles extends ControllerToAgentFileCallable<ArrayList<TransferredFile>> {
    RegistrySettings settings();

    TaskListener listener();

    List<TransferredFile> transfer(GenericPackageClient client, Path folder) throws IOException, InterruptedException;

    @Override
    default ArrayList<TransferredFile> invoke(File folder, VirtualChannel channel)
            throws IOException, InterruptedException {
        PrintStream log = listener().getLogger();
        if (!folder.isDirectory()) {
            // Jenkins leaves it to the first step that works there.
            Files.createDirectories(folder.toPath());
        }
        try {
            GenericPackageClient client = new GenericPackageClient(settings(), new TransferLog(log::println));
            return LocalMd5.complete(folder.toPath(), transfer(client, folder.toPath()));
        } catch (RegistryException | InvalidRequestException e) {
            // The cause stays here: the message says all, and an exception of this plugin would need its class there.
            AbortException abort = new AbortException(e.getMessage());
            abort.setStackTrace(new StackTraceElement[0]);
            throw abort;
        } finally {
            log.flush();
        }
    }

    /** Uploads from the folder that it runs in. */
    record UploadFiles(RegistrySettings settings, UploadRequest request, TaskListener listener)
            implements TransferFiles {
        @Override
        public List<TransferredFile> transfer(GenericPackageClient client, Path folder)
                throws IOException, InterruptedException {
            return client.upload(folder, request);
        }
    }

    /** Downloads to the folder that it runs in. */
    record DownloadFiles(RegistrySettings settings, DownloadRequest request, TaskListener listener)
            implements TransferFiles {
        @Override
        public List<TransferredFile> transfer(GenericPackageClient client, Path folder)
                throws IOException, InterruptedException {
            return client.download(folder, request);
        }
    }
}
