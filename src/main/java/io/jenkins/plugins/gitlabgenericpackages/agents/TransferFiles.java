package io.jenkins.plugins.gitlabgenericpackages.agents;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.TransferLog;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.FileJournal;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * The one call that a step sends to its agent: plain data with the token inside, nothing of the build. A failure for
 * people is an answer like another; a lost agent or an interruption comes out as what it is.
 *
 * @param log takes text in UTF-8
 * @param finished is told meanwhile which files are finished
 * @param temporary the folder on the agent for notes and archives
 * @param continuation null if nobody goes on with the transfer should it break off
 */
record TransferFiles(
        RegistrySettings settings,
        TransferWork work,
        OutputStream log,
        FinishedListener finished,
        String temporary,
        @CheckForNull Continuation continuation)
        implements ControllerToAgentFileCallable<AgentAnswer> {

    @Override
    public AgentAnswer invoke(File folder, VirtualChannel channel) throws IOException, InterruptedException {
        if (!folder.isDirectory()) {
            // Jenkins leaves it to the first step that works there.
            Files.createDirectories(folder.toPath());
        }
        // Remoting interrupts what it runs for a controller that is gone. There is no channel on the controller itself.
        Channel controller = Channel.current();
        BooleanSupplier gone = () -> controller != null && controller.isClosingOrClosed();
        try (BatchedLog lines = new BatchedLog(new PrintStream(log, false, StandardCharsets.UTF_8));
                FinishedReport report = new FinishedReport(new TransferLog(lines::println), finished)) {
            AgentAnswer answer = answer(folder.toPath(), report, gone);
            report.leaveToAnswer();
            return answer.withLog(lines.rest());
        }
    }

    private AgentAnswer answer(Path folder, FinishedReport report, BooleanSupplier gone)
            throws IOException, InterruptedException {
        Path beside = Path.of(temporary);
        if (continuation == null) {
            return answer(new GenericPackageClient(settings, report, Journal.NONE, beside), folder, report);
        }
        try (FileJournal journal = FileJournal.open(
                beside,
                continuation.id(),
                continuation.known(),
                plan -> finished.planned(TransferPlan.Packed.of(plan)),
                gone,
                report::note)) {
            return answer(new GenericPackageClient(settings, report, journal, beside), folder, report);
        }
    }

    private AgentAnswer answer(GenericPackageClient client, Path folder, FinishedReport report)
            throws IOException, InterruptedException {
        try {
            return new AgentAnswer(new ArrayList<>(work.transfer(client, folder)), null, null);
        } catch (RegistryException | InvalidRequestException e) {
            // The cause stays here: the message says all.
            return new AgentAnswer(new ArrayList<>(report.files()), e.getMessage(), null);
        }
    }

    /** Says what the channel does. Before it is sent, the listener is no object that can be asked for its name. */
    @Override
    public String toString() {
        return "TransferFiles[" + work + "]";
    }
}
