package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.files.SpecialFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.files.UploadSource;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.http.HttpTransport;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What is no regular file, or is longer than it says, is never uploaded as something else. */
public class SpecialSourcesTest {
    private static final Path ENDLESS = Path.of("/dev/zero");
    private static final Path WITHOUT_SIZE = Path.of("/proc/self/status");

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void aPipeAmongTheMatchesIsNamedBeforeAnythingIsSent() throws Exception {
        handoff.write("out/a.bin", 10);
        handoff.write("out/z.bin", 10);
        SpecialFiles.pipe(handoff.workspace().resolve("out/pipe"));
        assertThat(
                message(() -> handoff.upload(matching("out/**", ""))),
                allOf(
                        containsString("out/pipe is a device, a pipe or a socket"),
                        containsString("leave it out with 'excludes'")));
        assertEquals(List.of(), handoff.registry().requests().all());
    }

    @Test
    public void aPipeOrADeviceIsNoFile() throws Exception {
        SpecialFiles.pipe(handoff.workspace().resolve("pipe"));
        assertThat(message(() -> handoff.upload(one("pipe"))), containsString("is a device, a pipe or a socket"));
        assumeTrue(Files.exists(ENDLESS));
        assertThat(
                message(() -> handoff.upload(one(ENDLESS.toString()))),
                containsString("/dev/zero is a device, a pipe or a socket"));
        SpecialFiles.link(handoff.workspace().resolve("link"), ENDLESS);
        assertThat(message(() -> handoff.upload(one("link"))), containsString("is a device, a pipe or a socket"));
        assertEquals(List.of(), handoff.registry().requests().all());
    }

    @Test
    public void aFileThatSaysThatItIsEmptyMustBe() throws Exception {
        assumeTrue(Files.exists(WITHOUT_SIZE));
        assertThat(
                message(() -> handoff.upload(one(WITHOUT_SIZE.toString()))),
                containsString("The file /proc/self/status has no size, but content"));
        assertEquals(List.of(), handoff.registry().requests().all());
    }

    @Test
    public void bytesBehindTheEndAreFoundBeforeTheLastOnesAreSent() throws Exception {
        RegistrySettings settings = handoff.settings();
        Network network = settings.network();
        try (HttpTransport transport = new HttpTransport(
                network.knownProxy(), TrustedCertificates.sockets(network.caCertificates()), network.timeouts())) {
            Retry retry = new Retry(0, handoff.clock, TransferListener.NONE, "", network);
            PackagesApi api = new PackagesApi(settings.registry(), transport, retry, () -> 1);
            ConcurrencyLimit concurrency = new ConcurrencyLimit(4, handoff.clock, TransferListener.NONE);
            Session session = new Session(
                    settings, api, retry, concurrency, TransferListener.NONE, Journal.NONE, Optional.empty());
            PackageFile file = new PackageFile(Handoff.APP, new PackageFileName("f"));
            FileSender sender = new FileSender(session, new LongerThanItSays(file.name()), file, false, null);
            assertThat(message(sender::send), containsString("The file f goes on after the 5 bytes"));
        }
        while (handoff.registry().openConnections() > 0) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(), handoff.stored());
    }

    private record LongerThanItSays(PackageFileName name) implements UploadSource {
        @Override
        public long size() {
            return 5;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[6]);
        }
    }

    @Test
    public void anEmptyFileIsUploaded() throws Exception {
        handoff.write("empty", 0);
        handoff.upload(one("empty"));
        assertEquals(List.of("empty"), handoff.storedNames());
    }
}
