package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan.PlannedFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class JournalLineTest {
    private static final GenericPackage APP = new GenericPackage("app", "1.0");
    private static final PackageFileName NAME = new PackageFileName("a\n\"b\"/\u00e9");

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void aTransferredFileIsReadAsItWasWritten() {
        for (String md5 : new String[] {null, "1".repeat(32)}) {
            for (boolean skipped : new boolean[] {true, false}) {
                TransferredFile file = new TransferredFile(
                        new PackageFile(APP, NAME),
                        "out/a",
                        new FileContent(1L << 40, Sha256.OF_NOTHING, md5),
                        "https://gitlab",
                        Verifier.USER,
                        skipped,
                        !skipped,
                        15);
                assertThat(JournalLine.transferredFile(oneLine(JournalLine.of(file)), APP), is(file));
            }
        }
    }

    @Test
    public void aPlanIsReadAsItWasWritten() {
        PackageFileName name = new PackageFileName("d/e");
        List<PlannedFile> files = Stream.of("c", "d/e", "build/d/e", "/build d/e", "", "e", "d/e ", "\ud83d\ude00d/e")
                .map(path -> new PlannedFile(name, path))
                .toList();
        for (OptionalLong newest : List.of(OptionalLong.empty(), OptionalLong.of(0), OptionalLong.of(1L << 40))) {
            TransferPlan plan = new TransferPlan(APP, files, newest);
            assertThat(JournalLine.plan(oneLine(JournalLine.of(plan))), is(plan));
        }
        TransferPlan nothing = new TransferPlan(APP, List.of(), OptionalLong.empty());
        assertThat(JournalLine.plan(JournalLine.of(nothing)), is(nothing));
    }

    @Test
    public void aDamagedLineIsNoLine() {
        String file = JournalLine.of(new TransferredFile(
                new PackageFile(APP, NAME),
                "a",
                new FileContent(0, Sha256.OF_NOTHING, null),
                "",
                Verifier.NOBODY,
                false));
        for (String line : new String[] {
            "", "{", "{}", file.substring(0, file.length() - 1), file.replace("\"size\":0", "\"size\":-1")
        }) {
            assertThrows(line, IllegalArgumentException.class, () -> JournalLine.transferredFile(line, APP));
            assertThrows(line, IllegalArgumentException.class, () -> JournalLine.plan(line));
        }
    }

    private static String oneLine(String line) {
        assertThat(line.lines().count(), is(1L));
        return line;
    }
}
