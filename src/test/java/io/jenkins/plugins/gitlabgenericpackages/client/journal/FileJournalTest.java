package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.files.Leftovers;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal.BegunDownload;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan.PlannedFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.io.File;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class FileJournalTest {
    private static final UUID ID = new UUID(1, 2);
    private static final PackageFileName A = new PackageFileName("a");
    private static final PackageFileName B = new PackageFileName("b");
    private static final PackageFileName C = new PackageFileName("c");
    private static final BegunDownload PART = new BegunDownload(C, Optional.of("\"tag\""), RemoteContent.UNKNOWN);
    private static final TransferPlan PLAN =
            new TransferPlan(new GenericPackage("app", "1.0"), List.of(new PlannedFile(A, "a")), OptionalLong.of(7));
    private static final TransferredFile FILE = new TransferredFile(
            new PackageFile(PLAN.owner(), A),
            "a",
            new FileContent(0, Sha256.OF_NOTHING, null),
            "https://gitlab",
            Verifier.GITLAB,
            false);

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<TransferPlan> kept = new ArrayList<>();
    private boolean brokenOff = true;
    private Path folder;

    @Before
    public void folder() {
        folder = temporary.getRoot().toPath().resolve("notes");
    }

    @Test
    public void atFirstNothingIsKnown() throws Exception {
        try (FileJournal journal = open(null)) {
            assertThat(journal.plan(), is(Optional.empty()));
            assertKnowsNothing(journal);
        }
    }

    @Test
    public void whoGoesOnKnowsWhatWasNoted() throws Exception {
        noteAll();
        try (FileJournal journal = open(new BrokenOff(PLAN, new ArrayList<>()))) {
            assertThat(journal.plan(), is(Optional.of(PLAN)));
            assertThat(journal.finished(A), is(Optional.of(FILE)));
            assertThat(journal.finished(B), is(Optional.empty()));
            assertThat(journal.finished(), is(1));
            assertThat(journal.sent(B), is(Optional.of(Sha256.OF_NOTHING)));
            assertThat(journal.begun(C), is(Optional.of(PART)));
        }
        assertThat(told, is(List.of()));
    }

    @Test
    public void theBeginOfADownloadIsReadAsItWasWritten() throws Exception {
        BegunDownload all = new BegunDownload(
                new PackageFileName("a\n\"b\"/\u00e9"),
                Optional.of("\"etag\""),
                new RemoteContent(5, Sha256.OF_NOTHING));
        BegunDownload nothing = new BegunDownload(C, Optional.empty(), RemoteContent.UNKNOWN);
        try (FileJournal journal = open(null)) {
            journal.begin(all);
            journal.begin(nothing);
        }
        assertThat(Files.readAllLines(notes()).size(), is(3));
        try (FileJournal journal = open(new BrokenOff(PLAN, new ArrayList<>()))) {
            assertThat(journal.begun(all.name()), is(Optional.of(all)));
            assertThat(journal.begun(C), is(Optional.of(nothing)));
        }
    }

    @Test
    public void withoutAPlanTheNotesSayNothing() throws Exception {
        noteAll();
        try (FileJournal journal = open(null)) {
            assertKnowsNothing(journal);
        }
    }

    @Test
    public void whatIsKnownElsewhereIsKnownWithoutNotes() throws Exception {
        try (FileJournal journal = open(new BrokenOff(PLAN, new ArrayList<>(List.of(FILE))))) {
            assertThat(journal.finished(A), is(Optional.of(FILE)));
            assertThat(journal.finished(), is(1));
        }
    }

    @Test
    public void damagedNotesAreOverlooked() throws Exception {
        noteAll();
        Files.writeString(notes(), "\n{\"sent\":\"c\",\"sha2", StandardOpenOption.APPEND);
        try (FileJournal journal = open(new BrokenOff(PLAN, new ArrayList<>()))) {
            assertThat(journal.finished(), is(1));
            assertThat(journal.sent(B), is(Optional.of(Sha256.OF_NOTHING)));
            assertThat(journal.sent(C), is(Optional.empty()));
        }
    }

    @Test
    public void thePlanIsKeptElsewhere() throws Exception {
        try (FileJournal journal = open(null)) {
            journal.plan(PLAN);
        }
        assertThat(kept, is(List.of(PLAN)));
    }

    @Test
    public void thePartOfAFileIsFoundAgainByTransferAndName() throws Exception {
        UUID id;
        try (FileJournal journal = open(null)) {
            id = journal.partId(A);
            assertThat(journal.partId(B), not(id));
        }
        try (FileJournal journal = open(null)) {
            assertThat(journal.partId(A), is(id));
        }
        try (FileJournal journal = open(new UUID(1, 3), null)) {
            assertThat(journal.partId(A), not(id));
        }
    }

    @Test
    public void nothingIsLeftWhereNobodyGoesOn() throws Exception {
        noteAll();
        assertTrue(Files.exists(notes()));
        brokenOff = false;
        FileJournal journal = open(null);
        assertFalse(journal.isBrokenOff());
        journal.close();
        assertFalse(Files.exists(notes()));
    }

    @Test
    public void notesThatCannotBeDeletedAreNoFailure() throws Exception {
        brokenOff = false;
        FileJournal journal = open(null);
        if (File.separatorChar == '\\') {
            // Windows deletes no file that is open like this, so nothing else can take its place either.
            try (RandomAccessFile another = new RandomAccessFile(notes().toFile(), "r")) {
                journal.close();
                assertThat(another.length(), is(Files.size(notes())));
            }
            return;
        }
        Files.delete(notes());
        Files.createDirectories(notes().resolve("in the way"));
        journal.close();
        assertTrue(Files.exists(notes()));
    }

    @Test
    public void waitingForTheOneBeforeIsTold() throws Exception {
        FileJournal first = open(null);
        FutureTask<FileJournal> second = new FutureTask<>(() -> open(null));
        new Thread(second, "second").start();
        while (told.isEmpty()) {
            Thread.onSpinWait();
        }
        first.close();
        second.get().close();
        assertThat(told, is(List.of("An earlier attempt at this transfer is still at work here: waiting for its end")));
    }

    @Test
    public void oldNotesOfOthersAreDeleted() throws Exception {
        Path other = folder.resolve(Leftovers.journal(new UUID(3, 4)));
        Files.createDirectory(folder);
        Files.writeString(other, "");
        Files.setLastModifiedTime(other, FileTime.fromMillis(1_000_000_000_000L));
        open(null).close();
        assertFalse(Files.exists(other));
    }

    @Test
    public void notesThatCannotBeWrittenAreNoFailureAndSaidOnce() throws Exception {
        FileJournal journal = open(null);
        assertTrue(journal.isBrokenOff());
        journal.close();
        journal.finish(FILE);
        journal.send(B, Sha256.OF_NOTHING);
        assertThat(told.size(), is(1));
        assertThat(told.get(0), startsWith("The notes on this transfer cannot be written ("));
    }

    @Test
    public void ofATransferWithWhichNobodyGoesOnNothingIsKept() throws Exception {
        Journal.NONE.plan(PLAN);
        Journal.NONE.finish(FILE);
        Journal.NONE.send(B, Sha256.OF_NOTHING);
        Journal.NONE.begin(PART);
        assertFalse(Journal.NONE.isBrokenOff());
        assertThat(Journal.NONE.plan(), is(Optional.empty()));
        assertThat(Journal.NONE.partId(A), not(Journal.NONE.partId(A)));
        assertKnowsNothing(Journal.NONE);
    }

    private static void assertKnowsNothing(Journal journal) {
        assertThat(journal.finished(), is(0));
        assertThat(journal.finished(A), is(Optional.empty()));
        assertThat(journal.sent(B), is(Optional.empty()));
        assertThat(journal.begun(C), is(Optional.empty()));
    }

    private void noteAll() throws Exception {
        try (FileJournal journal = open(null)) {
            journal.finish(FILE);
            journal.send(B, Sha256.OF_NOTHING);
            journal.begin(PART);
        }
    }

    private Path notes() {
        return folder.resolve(Leftovers.journal(ID));
    }

    private FileJournal open(BrokenOff known) throws Exception {
        return open(ID, known);
    }

    private FileJournal open(UUID id, BrokenOff known) throws Exception {
        return FileJournal.open(folder, id, known, kept::add, () -> brokenOff, told::add);
    }
}
