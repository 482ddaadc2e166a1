package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FolderDeletion;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class UnpackingTest {
    private static final boolean IS_WINDOWS = File.separatorChar == '\\';

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path archive;
    private Path folder;

    @Before
    public void place() {
        archive = temporary.getRoot().toPath().resolve("a.tar");
        folder = temporary.getRoot().toPath().resolve("unpacked");
    }

    @Test
    public void formatsAreKnownByTheirEndings() {
        assertThat(ArchiveFormat.of("a.tar").orElseThrow(), is(ArchiveFormat.TAR));
        assertThat(ArchiveFormat.of("lib/A.TAR.GZ").orElseThrow(), is(ArchiveFormat.TAR_GZ));
        assertThat(ArchiveFormat.of("a.tgz").orElseThrow(), is(ArchiveFormat.TAR_GZ));
        assertThat(ArchiveFormat.of("a.tar.bz2").orElseThrow(), is(ArchiveFormat.TAR_BZ2));
        assertThat(ArchiveFormat.of("a.tbz2").orElseThrow(), is(ArchiveFormat.TAR_BZ2));
        assertThat(ArchiveFormat.of("a.tar.xz").orElseThrow(), is(ArchiveFormat.TAR_XZ));
        assertThat(ArchiveFormat.of("a.txz").orElseThrow(), is(ArchiveFormat.TAR_XZ));
        assertThat(ArchiveFormat.of("a.Zip").orElseThrow(), is(ArchiveFormat.ZIP));
        for (String other : new String[] {"a.gz", "a", "tar", "zip", "a.7z", "a.jar", "a.tar.zst", ""}) {
            assertFalse(other, ArchiveFormat.of(other).isPresent());
        }
        assertFalse(ArchiveFormat.TAR_XZ.canPack());
        assertFalse(ArchiveFormat.TAR_BZ2.canPack());
    }

    @Test
    public void dotsAndDoubledSlashesSayNothing() throws Exception {
        new RawTar()
                .folder("./")
                .folder("./a/")
                .file("./a//b", "1")
                .file("c/./d", "2")
                .write(archive);
        assertThat(unpack(0), is(new Unpacked(4, 2, 0)));
        assertThat(names(), is(Set.of("a", "a/b", "c", "c/d")));
    }

    @Test
    public void foldersAtTheBeginningOfNamesAreStripped() throws Exception {
        new RawTar()
                .folder("a/")
                .file("a/b", "1")
                .file("c", "22")
                .file("a/d/e", "3")
                .hardLink("a/f", "a/d/e")
                .write(archive);
        assertThat(unpack(1), is(new Unpacked(4, 2, 1)));
        assertThat(names(), is(Set.of("b", "d", "d/e", "f")));
        assertThat(Files.readString(folder.resolve("f")), is("3"));
    }

    @Test
    public void strippingAllThatThereIsIsRefused() throws Exception {
        new RawTar().folder("a/").file("a/b", "1").hardLink("c", "a/b").write(archive);
        assertThat(
                refusal(2),
                is("Failed to unpack a.tar: nothing is left of its 2 files and links, since 'stripComponents' takes 2"
                        + " parts off each name: give a lower number"));
        assertFalse(Files.exists(folder));
    }

    @Test
    public void aFolderMayBeEmptyBelowWhatIsStripped() throws Exception {
        new RawTar().folder("./").folder("a/").write(archive);
        unpack(1);
        assertThat(names(), is(Set.of()));
    }

    @Test
    public void alsoNamesThatAreStrippedMayNotLeaveTheFolder() throws Exception {
        new RawTar().file("../x", "1").write(archive);
        assertThat(refusal(1), containsString("it would leave the target folder"));
        assumeTrue(!IS_WINDOWS);
        new RawTar().folder("a/b/").link("a/b/c", "../../d").write(archive);
        assertThat(refusal(1), containsString("the link 'b/c' to '../../d' leads out of the folder"));
    }

    @Test
    public void aLoneTopFolderGoes() throws Exception {
        new RawTar()
                .folder("a/")
                .file("a/a", "1")
                .folder("a/b/")
                .file("a/b/c", "2")
                .write(archive);
        assertThat(unpack(Unpacking.LONE_TOP_FOLDER), is(new Unpacked(3, 2, 0)));
        assertThat(names(), is(Set.of("a", "b", "b/c")));
    }

    @Test
    public void aFolderWithSomethingBesideItStays() throws Exception {
        new RawTar().folder("a/").file("a/b", "1").file("c", "2").write(archive);
        unpack(Unpacking.LONE_TOP_FOLDER);
        assertThat(names(), is(Set.of("a", "a/b", "c")));
        FolderDeletion.delete(folder);
        new RawTar().file("a", "1").write(archive);
        unpack(Unpacking.LONE_TOP_FOLDER);
        assertThat(names(), is(Set.of("a")));
    }

    @Test
    public void linksCountForALoneTopFolderAndGoAlongWithIt() throws Exception {
        assumeTrue(!IS_WINDOWS);
        new RawTar()
                .folder("a/")
                .file("a/b", "1")
                .link("a/c", "b")
                .link("a/d/e", "../b")
                .write(archive);
        unpack(Unpacking.LONE_TOP_FOLDER);
        assertThat(names(), is(Set.of("b", "c", "d", "d/e")));
        assertThat(Files.readString(folder.resolve("d/e")), is("1"));
        FolderDeletion.delete(folder);
        new RawTar().file("a/b", "1").link("c", "a/b").write(archive);
        unpack(Unpacking.LONE_TOP_FOLDER);
        assertThat(names(), is(Set.of("a", "a/b", "c")));
        FolderDeletion.delete(folder);
        new RawTar().file("a/b", "1").link("a/c", "../a/b").write(archive);
        assertThat(refusal(Unpacking.LONE_TOP_FOLDER), containsString("leads out of the folder"));
    }

    @Test
    public void linksLeadAnywhereInTheFolder() throws Exception {
        assumeTrue(!IS_WINDOWS);
        new RawTar()
                .folder("a/b/")
                .file("a/f", "1")
                .link("a/b/up", "../f")
                .link("down", "a/b/../f")
                .link("top", ".")
                .link("through", "top/a/f")
                .link("loop", "loop")
                .link("nowhere", "not/there")
                .write(archive);
        unpack(0);
        for (String link : new String[] {"a/b/up", "down", "through"}) {
            assertThat(link, Files.readString(folder.resolve(link)), is("1"));
        }
        assertThat(Files.readSymbolicLink(folder.resolve("down")), is(Path.of("a/b/../f")));
    }

    @Test
    public void onlyWhoMayDoWhatIsRestoredOfModes() throws Exception {
        assumeTrue(Trees.hasModes(folder));
        byte[] header = new byte[512];
        RawTar.put(header, 0, "suid");
        RawTar.put(header, 100, "0006755\0");
        byte[] readOnly = new byte[512];
        RawTar.put(readOnly, 0, "closed/");
        RawTar.put(readOnly, 100, "0000000\0");
        byte[] nothing = new byte[512];
        RawTar.put(nothing, 0, "closed/file");
        RawTar.put(nothing, 100, "0000022\0");
        new RawTar().signed(header).signed(readOnly).signed(nothing).write(archive);
        unpack(0);
        assertThat(mode("suid"), is("rwxr-xr-x"));
        assertThat((int) Files.getAttribute(folder.resolve("suid"), "unix:mode"), is(0100755));
        assertThat(mode("closed"), is("rwx------"));
        assertThat(mode("closed/file"), is("r---w--w-"));
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    @Test
    public void namesThatTheSystemTakesForOneAreRefusedThereOnly() throws Exception {
        Path probe = temporary.newFolder().toPath();
        Files.createFile(probe.resolve("Case"));
        boolean caseCounts = !Files.exists(probe.resolve("cASE"));
        FolderDeletion.delete(probe);
        for (RawTar tar : new RawTar[] {
            new RawTar().file("Ab", "1").file("aB", "2"),
            new RawTar().file("d/Ab", "1").file("D/x", "2"),
            new RawTar().folder("d/").folder("D/"),
            new RawTar().file("d", "").file("D/x", "2")
        }) {
            tar.write(archive);
            if (caseCounts) {
                unpack(0);
                FolderDeletion.delete(folder);
            } else {
                assertThat(refusal(0), containsString("is there already"));
            }
        }
    }

    @Test
    public void namesThatWindowsCannotHoldAreRefusedThereOnly() throws Exception {
        for (String name : new String[] {"aux", "a/nul.txt", "a.", "a ", "a:b", "C:x", "a\\b", "a?b", "a|b"}) {
            new RawTar().file(name, "").write(archive);
            if (IS_WINDOWS) {
                assertThat(name, refusal(0), containsString("at '" + name + "': "));
            } else {
                unpack(0);
                FolderDeletion.delete(folder);
            }
        }
    }

    @Test
    public void anInterruptionEndsItAndNothingStays() throws Exception {
        for (ArchiveFormat format : new ArchiveFormat[] {ArchiveFormat.TAR, ArchiveFormat.ZIP}) {
            Files.write(
                    archive,
                    format == ArchiveFormat.ZIP
                            ? new RawZip().file("a", "1").ended()
                            : new RawTar().file("a", "1").ended());
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedException.class,
                    () -> new Unpacking(0, UnpackLimits.DEFAULT).unpack(archive, format, folder));
            assertFalse(Thread.interrupted());
            assertFalse(Files.exists(folder));
        }
    }

    @Test
    public void theFolderMustBeNew() throws Exception {
        Files.createDirectory(folder);
        new RawTar().file("a", "1").write(archive);
        assertThat(refusal(0), is("Failed to make the folder " + folder + ": a file is there already"));
        assertThat(names(), is(Set.of()));
        FolderDeletion.delete(folder);
        archive = archive.resolveSibling("missing");
        assertThat(refusal(0), is("Failed to unpack " + archive.getFileName() + ": there is no such file or folder"));
        assertFalse(Files.exists(folder));
    }

    @Test
    public void archivesOfAllKindsMayBeEmpty() throws Exception {
        Files.write(archive, new RawTar().ended());
        assertThat(unpack(Unpacking.LONE_TOP_FOLDER), is(new Unpacked(0, 0, 0)));
        FolderDeletion.delete(folder);
        Files.write(archive, new RawZip().ended());
        assertThat(
                new Unpacking(0, UnpackLimits.DEFAULT).unpack(archive, ArchiveFormat.ZIP, folder),
                is(new Unpacked(0, 0, 0)));
    }

    private Unpacked unpack(int stripComponents) throws IOException, InterruptedException {
        return new Unpacking(stripComponents, UnpackLimits.DEFAULT).unpack(archive, ArchiveFormat.TAR, folder);
    }

    private String refusal(int stripComponents) {
        return assertThrows(RegistryException.class, () -> unpack(stripComponents))
                .getMessage();
    }

    private Set<String> names() throws IOException {
        return Trees.describe(folder).keySet();
    }
}
