package io.jenkins.plugins.gitlabgenericpackages.cli;

import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ProgressBarTest {
    private static final TransferredFile FILE = new TransferredFile(
            new PackageFile(new GenericPackage("app", "1"), new PackageFileName("a")),
            "a",
            new FileContent(100, Sha256.OF_NOTHING, null),
            "",
            Verifier.GITLAB,
            false);

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ProgressBar bar = new ProgressBar(new Shell(
            Map.of(),
            Path.of("").toAbsolutePath(),
            System.out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            true));

    @Test
    public void oneLineIsWrittenOver() {
        bar.started(Direction.UPLOAD, new GenericPackage("app", "1"), "here", 2, OptionalLong.of(200));
        bar.transferred("a", 50, OptionalLong.of(100));
        String drawn = text();
        assertTrue(drawn, drawn.contains("\r  [#####               ]  25 %  50 B"));
        assertTrue(drawn, drawn.endsWith("0/2"));
        bar.note("something");
        assertTrue(text(), text().endsWith(" \r  something" + System.lineSeparator()));
    }

    @Test
    public void summaryIsTheLastLine() {
        bar.started(Direction.DOWNLOAD, new GenericPackage("app", "1"), "here", 1, OptionalLong.empty());
        bar.transferred("a", 1, OptionalLong.empty());
        bar.retrying("download a", "broken", Duration.ofSeconds(1));
        bar.transferred("a", 100, OptionalLong.of(100));
        bar.finished(FILE, Duration.ofSeconds(1));
        bar.ended(List.of(FILE), 0);
        String[] lines = text().split(System.lineSeparator());
        assertTrue(text(), text().contains("Could not download a: broken"));
        assertTrue(text(), lines[lines.length - 1].startsWith("Downloaded 1 file, 100 B"));
        assertTrue(text(), text().contains("1 retry"));
    }

    @Test
    public void noLineIsTooLongForATerminal() {
        OptionalLong most = OptionalLong.of(Long.MAX_VALUE);
        bar.started(Direction.UPLOAD, new GenericPackage("app", "1"), "here", Integer.MAX_VALUE, most);
        bar.transferred("a", Long.MAX_VALUE / 3, most);
        String drawn = text().substring(text().lastIndexOf('\r') + 1);
        assertTrue(drawn, drawn.length() < 80);
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
