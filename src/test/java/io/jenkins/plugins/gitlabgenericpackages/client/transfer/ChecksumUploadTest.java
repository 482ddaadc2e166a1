package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.SOON;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ChecksumUploadTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void theListIsSentLastAsSha256sumWritesIt() throws Exception {
        handoff.write("out/b.txt", bytes("b"));
        handoff.write("out/d/a.txt", bytes("a"));
        List<TransferredFile> sent = upload(matching("**", "out"));
        assertEquals(2, sent.size());
        assertEquals(line("b", "b.txt") + line("a", "d/a.txt"), list());
        assertEquals("SHA256SUMS", newest().fileName());
        assertThat(handoff.events.notes().toString(), containsString("SHA256SUMS lists 2 files"));
        assertEquals(List.of("out/b.txt", "out/d/a.txt"), handoff.tree());
    }

    @Test
    public void linesOfWhatIsStillThereStay() throws Exception {
        handoff.store("kept", "kept");
        handoff.store("changed", "old");
        handoff.store("changed", "new");
        handoff.store("SHA256SUMS", line("old", "changed") + line("gone", "gone") + line("kept", "kept"));
        handoff.write("a", bytes("a"));
        upload(one("a"));
        assertEquals(line("a", "a") + line("kept", "kept"), list());
    }

    @Test
    public void aListThatIsRightAlreadyIsNotSentAgain() throws Exception {
        handoff.write("a", bytes("a"));
        upload(one("a"));
        int before = handoff.requests(Route.UPLOAD);
        upload(one("a"));
        assertEquals(before, handoff.requests(Route.UPLOAD));
        assertEquals(List.of("SHA256SUMS", "a"), handoff.storedNames());
    }

    @Test
    public void buildsThatAddAtTheSameTimeLoseNoLine() throws Exception {
        int builds = 6;
        ExecutorService threads = Executors.newFixedThreadPool(builds);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < builds; i++) {
                String name = "f" + i;
                handoff.write(name, bytes(name));
                running.add(threads.submit(() -> upload(one(name))));
            }
            for (Future<?> build : running) {
                build.get();
            }
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < builds; i++) {
            assertThat(list(), containsString(line("f" + i, "f" + i)));
        }
    }

    @Test
    public void aListThatWasHiddenByOursIsMadeUpFor() throws Exception {
        handoff.write("a", bytes("a"));
        Fault held = handoff.fault(Fault.stallBeforeAnswer().matching("SHA256SUMS"), Route.UPLOAD);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> upload = thread.submit(() -> upload(one("a")));
            assertTrue(held.awaitReached(SOON));
            handoff.store("b", "b");
            handoff.store("SHA256SUMS", line("b", "b"));
            held.release();
            upload.get();
        } finally {
            thread.shutdownNow();
        }
        assertEquals(line("a", "a") + line("b", "b"), list());
        assertThat(
                handoff.events.notes().toString(),
                containsString("Somebody else has sent SHA256SUMS at the same time"));
    }

    @Test
    public void withoutAListOfThePackageEveryLineStays() throws Exception {
        handoff.store("SHA256SUMS", line("b", "b"));
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.write("a", bytes("a"));
        upload(one("a"));
        assertEquals(line("a", "a") + line("b", "b"), list());
        assertThat(
                handoff.events.notes().toString(),
                containsString("Cannot tell whether somebody else has sent SHA256SUMS at the same time"));
    }

    @Test
    public void aListWhoseAnswerIsLostIsNotSentTwice() throws Exception {
        handoff.write("a", bytes("a"));
        handoff.fault(Fault.loseAnswer().matching("SHA256SUMS"), Route.UPLOAD);
        upload(one("a"));
        assertEquals(List.of("SHA256SUMS", "a"), handoff.storedNames());
    }

    @Test
    public void nothingIsWrittenOnThisSideForIt() throws Exception {
        handoff.write("a", bytes("a"));
        String file = handoff.workspace().resolve("a").toString();
        handoff.client().upload(handoff.workspace().resolve("missing"), request(one(file), IfExists.ADD, "SHA256SUMS"));
        assertEquals(line("a", "a"), list());
        assertEquals(List.of("a"), handoff.tree());
    }

    @Test
    public void replaceLeavesOneList() throws Exception {
        handoff.store("SHA256SUMS", "");
        handoff.store("SHA256SUMS", line("b", "b"));
        handoff.write("a", bytes("a"));
        upload(one("a"), IfExists.REPLACE);
        assertEquals(List.of("SHA256SUMS", "a"), handoff.storedNames());
        assertEquals(line("a", "a"), list());
    }

    @Test
    public void nothingIsSentWhereTheListIsOneOfTheFiles() throws Exception {
        handoff.write("out/a", bytes("a"));
        handoff.write("out/SHA256SUMS", bytes("b"));
        assertThat(
                message(() -> upload(matching("**", "out"))),
                containsString("'checksums' names SHA256SUMS, which is one of the files to upload"));
        assertEquals(List.of(), handoff.stored());
        assertThrows(InvalidRequestException.class, () -> request(one("a"), IfExists.ADD, "a b"));
    }

    @Test
    public void noListIsSentForAnIncompleteUpload() throws Exception {
        handoff.write("out/a", bytes("a"));
        handoff.write("out/b", bytes("b"));
        handoff.fault(Fault.status(400).matching("/b?"), Route.UPLOAD);
        message(() -> upload(matching("**", "out")));
        assertEquals(List.of("a"), handoff.storedNames());
    }

    @Test
    public void whatIsNoListStopsAnUploadBeforeItSendsAnything() throws Exception {
        handoff.write("a", bytes("a"));
        handoff.store("SHA256SUMS", "<html>");
        for (IfExists policy : IfExists.values()) {
            assertThat(
                    message(() -> upload(one("a"), policy)),
                    containsString("SHA256SUMS is no checksum file: line 1 is not"));
        }
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        assertThat(message(() -> upload(one("a"))), containsString("SHA256SUMS is no checksum file: line 1 is not"));
        assertEquals(0, handoff.requests(Route.UPLOAD));
    }

    @Test
    public void aListThatCannotBeReadIsNamedAsWhatItIs() throws Exception {
        handoff.write("a", bytes("a"));
        handoff.store("SHA256SUMS", line("b", "b"));
        handoff.fault(Fault.status(403), Route.DOWNLOAD);
        assertThat(
                message(() -> upload(one("a"))),
                startsWith("Failed to upload " + APP + ": could not read the checksum file SHA256SUMS at "));
    }

    @Test
    public void whatIsNoListIsNotOverwrittenAndTheFilesAreTold() throws Exception {
        handoff.write("a", bytes("a"));
        Fault held = handoff.fault(Fault.stallBeforeAnswer().matching("/a"), Route.UPLOAD);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<String> message = thread.submit(() -> message(() -> upload(one("a"))));
            assertTrue(held.awaitReached(SOON));
            handoff.store("SHA256SUMS", "<html>");
            held.release();
            assertThat(message.get(), containsString("SHA256SUMS is no checksum file: line 1 is not"));
        } finally {
            thread.shutdownNow();
        }
        assertTrue(handoff.events.all().contains("ended 1 done, 0 failed"));
        assertEquals("<html>", list());
    }

    private List<TransferredFile> upload(FileSelection files) throws IOException, InterruptedException {
        return upload(files, IfExists.SKIP_IDENTICAL);
    }

    private List<TransferredFile> upload(FileSelection files, IfExists policy)
            throws IOException, InterruptedException {
        return handoff.client().upload(handoff.workspace(), request(files, policy, "SHA256SUMS"));
    }

    private static UploadRequest request(FileSelection files, IfExists policy, String checksums) {
        return UploadRequest.of(APP, files, policy, false, checksums, "");
    }

    private StoredFile newest() {
        List<StoredFile> files = handoff.stored();
        return files.get(files.size() - 1);
    }

    private String list() throws IOException {
        StoredFile list = handoff.stored().stream()
                .filter(file -> file.fileName().equals("SHA256SUMS"))
                .reduce((older, newer) -> newer)
                .orElseThrow();
        return Files.readString(list.blob());
    }

    static String line(String content, String name) {
        return sha256(content) + "  " + name + "\n";
    }

    static Sha256 sha256(String content) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(bytes(content));
        return Sha256.of(digest);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
