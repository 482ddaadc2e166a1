package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Serialized;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan.Packed;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan.PlannedFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import org.junit.Test;

public class TransferPlanTest {
    private static final GenericPackage APP = new GenericPackage("app", "1.0");
    private static final PlannedFile FILE = new PlannedFile(new PackageFileName("a"), "b");

    @Test
    public void aFileIsLaterByItsId() {
        assertTrue(plan(OptionalLong.of(7)).isLater(8));
        assertFalse(plan(OptionalLong.of(7)).isLater(7));
        assertTrue(plan(OptionalLong.empty()).isLater(1));
    }

    @Test
    public void textCountsTheFiles() {
        assertEquals("1 files of app 1.0", plan(OptionalLong.empty()).toString());
        assertEquals(
                "0 of 1 files of app 1.0", new BrokenOff(plan(OptionalLong.empty()), new ArrayList<>()).toString());
    }

    @Test
    public void nothingIsMissing() {
        refused(() -> new PlannedFile(null, "b"));
        refused(() -> new PlannedFile(FILE.name(), null));
        refused(() -> new TransferPlan(null, new ArrayList<>(), (Long) null));
        refused(() -> new TransferPlan(APP, null, (Long) null));
        refused(() -> new TransferPlan(APP, new ArrayList<>(Collections.<PlannedFile>singletonList(null)), 1L));
        refused(() -> new BrokenOff(null, new ArrayList<>()));
        refused(() -> new BrokenOff(plan(OptionalLong.empty()), null));
        ArrayList<TransferredFile> hole = new ArrayList<>(Collections.<TransferredFile>singletonList(null));
        refused(() -> new BrokenOff(plan(OptionalLong.empty()), hole));
    }

    @Test
    public void theNamesOfAThousandFilesAreOneSmallMessage() throws Exception {
        List<PlannedFile> files = IntStream.range(0, 1000)
                .mapToObj(i -> new PlannedFile(new PackageFileName("file-" + i), "/build/file-" + i))
                .toList();
        TransferPlan plan = new TransferPlan(APP, files, OptionalLong.of(7));
        byte[] sent = Serialized.bytes(Packed.of(plan));
        assertTrue(sent.length + " bytes", sent.length < 4096);
        assertEquals(plan, ((Packed) Serialized.object(sent)).unpacked());
    }

    @Test
    public void whatSomebodyElseHasPackedIsRefused() throws Exception {
        byte[] sent = Serialized.bytes(Packed.of(plan(OptionalLong.empty())));
        int damaged = 0;
        for (int at = sent.length - 40; at < sent.length; at++) {
            byte[] other = sent.clone();
            other[at] ^= 1;
            try {
                ((Packed) Serialized.object(other)).unpacked();
            } catch (IOException e) {
                damaged++;
            }
        }
        assertTrue(damaged + " of 40", damaged > 20);
    }

    @Test
    public void whatIsPackedHasAnEnd() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int written = 0; written <= Packed.MOST_BYTES; written += zeros.length) {
                out.write(zeros);
            }
        }
        assertEquals("no plan: more than 67108864 bytes", notUnpacked(bytes.toByteArray()));
        byte[] received = Serialized.bytes(new Packed(bytes.toByteArray()));
        assertEquals(
                "nothing is unpacked by being received",
                Packed.class,
                Serialized.object(received).getClass());
        notUnpacked("no".getBytes(StandardCharsets.UTF_8));
        refused(() -> new Packed(null));
    }

    private static String notUnpacked(byte[] deflated) {
        return assertThrows(IOException.class, new Packed(deflated)::unpacked).getMessage();
    }

    private static void refused(Runnable making) {
        assertThrows(IllegalArgumentException.class, making::run);
    }

    private static TransferPlan plan(OptionalLong newestId) {
        return new TransferPlan(APP, List.of(FILE), newestId);
    }
}
