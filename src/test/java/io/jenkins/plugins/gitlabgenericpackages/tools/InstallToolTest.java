package io.jenkins.plugins.gitlabgenericpackages.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeFalse;

import hudson.Functions;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.TransferLog;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.Unpacking;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.tools.ResolvedVersions.Resolved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What one call does on an agent, whatever it finds there. */
public class InstallToolTest {
    private static final String MARKER = ".gitlab-generic-package";

    @Rule
    public final RegistryRule registry = new RegistryRule();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final List<String> log = new ArrayList<>();
    private Path folder;
    private String rule = "1.0.0";
    private String file = "greeter.tar.gz";
    private String subdir = "";
    private String sha256 = "";
    private String checksums = "";
    private Verify verify = Verify.IF_TOLD;
    private String token = TestCredentials.TOKEN;
    private int strip = Unpacking.LONE_TOP_FOLDER;
    private Resolved known = new Resolved("1.0.0", "");
    private Duration longestBuild = Duration.ZERO;
    private boolean onlyLooks;

    @Before
    public void greeter() throws IOException {
        assumeFalse("The tools here are scripts", Functions.isWindows());
        folder = temporary.getRoot().toPath().resolve("tools/greeter");
        add("1.0.0", "hello");
    }

    @Test
    public void archiveIsUnpackedWithModesAndLinks() throws Exception {
        Path home = install();
        assertThat(home.getParent(), is(folder));
        assertThat(home.getFileName().toString(), matchesPattern("1\\.0\\.0-[0-9a-f]{12}"));
        assertThat(greeting(home), is("hello"));
        assertThat(Files.isSymbolicLink(home.resolve("bin/greet")), is(true));
        assertThat(Files.isExecutable(home.resolve("README")), is(false));
        assertThat(names(), containsInAnyOrder(home.getFileName().toString(), ".gitlab-lock"));
        assertThat(log, hasItem(startsWith("Installed the tool greeter (greeter 1.0.0, greeter.tar.gz with sha256 ")));
    }

    @Test
    public void executableIsTheTool() throws Exception {
        registry.get().addFile(7, "greeter", "1.0.0", "linux%2Famd64%2Fgreet", "#!/bin/sh\necho alone".getBytes());
        file = "linux/amd64/greet";
        Path home = install();
        assertThat(home.getFileName().toString(), matchesPattern("1\\.0\\.0-[0-9a-f]{12}-greet"));
        assertThat(run(home.resolve("greet")), is("alone"));
    }

    @Test
    public void platformIsFilledInOnTheAgent() throws Exception {
        String name = "greeter-" + Platform.here().os() + "_" + Platform.here().arch() + ".tar.gz";
        registry.get().addFile(7, "greeter", "1.0.0", name, ToolArchive.greeting("native"));
        file = "greeter-{os}_{arch}.tar.gz";
        assertThat(greeting(install()), is("native"));
    }

    @Test
    public void secondUseAsksNobody() throws Exception {
        Path home = install();
        registry.requests().clear();
        log.clear();
        assertThat(install(), is(home));
        assertThat(registry.requests().all(), empty());
        assertThat(
                log,
                contains(matchesPattern("The tool greeter is there \\(greeter 1\\.0\\.0, greeter\\.tar\\.gz with"
                        + " sha256 [0-9a-f]{64}\\): nothing to install")));
    }

    @Test
    public void lookInstallsNothingAndFindsWhatIsThere() throws Exception {
        onlyLooks = true;
        assertThat(install(), is(folder));
        assertThat(Files.exists(folder), is(false));
        assertThat(registry.requests().all(), empty());
        onlyLooks = false;
        Path home = install();
        onlyLooks = true;
        used(home, Duration.ofDays(40));
        assertThat(install(), is(home));
        assertThat(ToolContent.in(home).get().isFresh(), is(true));
    }

    @Test
    public void archiveThatBringsAMarkerIsRefused() throws Exception {
        for (String name : List.of(MARKER, MARKER + ".new")) {
            file = name + ".tar.gz";
            registry.get()
                    .addFile(
                            7,
                            "greeter",
                            "1.0.0",
                            file,
                            new ToolArchive()
                                    .file(name, "")
                                    .file("bin/greet", "")
                                    .bytes());
            assertThat(
                    assertThrows(RegistryException.class, this::install).getMessage(),
                    containsString("it has '" + name + "' at its top, by which an installed tool is known here"));
            assertThat(names(), contains(".gitlab-lock"));
        }
    }

    @Test
    public void exactVersionThatIsThereNeedsNoGitLab() throws Exception {
        Path home = install();
        registry.get().close();
        assertThat(install(), is(home));
        known = new Resolved("2.0.0", "");
        rule = "2.0.0";
        assertThat(assertThrows(RegistryException.class, this::install).getMessage(), containsString("greeter"));
    }

    @Test
    public void withoutGitLabARuleIsWhatItWasHereLast() throws Exception {
        add("1.1.0", "newer");
        rule = "1.x";
        Path old = install();
        known = new Resolved("1.1.0", "");
        Path home = install();
        used(old, Duration.ofHours(1));
        registry.get().close();
        known = new Resolved(null, "no route to host");
        log.clear();
        assertThat(install(), is(home));
        assertThat(
                log.get(0),
                is("WARNING: GitLab does not say which version of the tool greeter '1.x' is (no route to host)."
                        + " What was installed before is used, which may be an old one"));
        // What the controller has heard last is nearer to the truth.
        known = new Resolved("1.0.0", "no route to host");
        assertThat(install(), is(old));
        known = new Resolved("1.2.0", "no route to host");
        assertThat(greeting(install()), is("hello"));
        rule = "2.x";
        known = new Resolved(null, "no route to host");
        assertThrows(RegistryException.class, this::install);
    }

    @Test
    public void agentAsksWhatTheControllerCannot() throws Exception {
        add("1.1.0", "newer");
        rule = "1.x";
        known = new Resolved(null, "no route to host");
        assertThat(greeting(install()), is("newer"));
        assertThat(log, hasItem(containsString("'1.x' is the version 1.1.0")));
    }

    @Test
    public void otherWishesAreOtherContents() throws Exception {
        Path home = install();
        strip = 0;
        Path unstripped = install();
        assertThat(unstripped, not(is(home)));
        assertThat(greeting(unstripped.resolve("greeter")), is("hello"));
        sha256 = "0".repeat(64);
        assertThat(assertThrows(RegistryException.class, this::install).getMessage(), containsString("sha256"));
        assertThat(greeting(home), is("hello"));
        assertThat(names().size(), is(3));
    }

    /** As an administrator may set it later for the server. */
    @Test
    public void whatNobodyVouchedForIsNotThereOnceSomebodyHasTo() throws Exception {
        nobodyTellsTheDigest();
        Path home = install();
        assertThat(log, hasItem(containsString("is not verified")));
        verify = Verify.REQUIRED;
        assertThat(
                assertThrows(RegistryException.class, this::install).getMessage(),
                containsString("its sha256 is not known, and 'verify' is REQUIRED"));
        sha256 = registry.get().files(7, "greeter", "1.0.0").get(0).sha256();
        assertThat(install(), is(home));
        sha256 = "";
        token = TestCredentials.TOKEN;
        registry.requests().clear();
        assertThat(install(), is(home));
        assertThat(registry.requests().count(Route.DOWNLOAD), is(1));
        assertThat(install(), is(home));
        assertThat(registry.requests().count(Route.DOWNLOAD), is(1));
    }

    @Test
    public void whatNobodyVouchedForIsComparedWithAChecksumFileOnce() throws Exception {
        nobodyTellsTheDigest();
        String digest = registry.get().files(7, "greeter", "1.0.0").get(0).sha256();
        String list = digest.replace(digest.charAt(0), digest.charAt(0) == 'a' ? 'b' : 'a') + "  greeter.tar.gz\n";
        registry.get().addFile(7, "greeter", "1.0.0", "OTHER", list.getBytes());
        registry.get().addFile(7, "greeter", "1.0.0", "SUMS", (digest + "  greeter.tar.gz\n").getBytes());
        Path home = install();
        checksums = "OTHER";
        assertThat(assertThrows(RegistryException.class, this::install).getMessage(), containsString("sha256"));
        checksums = "SUMS";
        assertThat(install(), is(home));
        registry.requests().clear();
        assertThat(install(), is(home));
        checksums = "";
        assertThat(install(), is(home));
        assertThat(registry.requests().all(), empty());
    }

    /** A deploy token sees no list, and this GitLab sends no digest with a file. */
    private void nobodyTellsTheDigest() {
        registry.get().options().checksumHeader(false);
        token = AcceptedToken.DEPLOY.value();
    }

    @Test
    public void pinnedDigestIsFoundAgain() throws Exception {
        sha256 = registry.get().files(7, "greeter", "1.0.0").get(0).sha256();
        Path home = install();
        registry.requests().clear();
        assertThat(install(), is(home));
        assertThat(registry.requests().all(), empty());
    }

    @Test
    public void sameContentFromElsewhereTakesNothingAwayFromBuilds() throws Exception {
        Path home = install();
        Object key = Files.readAttributes(home, "unix:ino").get("ino");
        registry.get().addFile(7, "greeter", "1.0.0", "other.tar.gz", ToolArchive.greeting("hello"));
        file = "other.tar.gz";
        assertThat(install(), is(home));
        assertThat(Files.readAttributes(home, "unix:ino").get("ino"), is(key));
    }

    @Test
    public void damagedFileIsNoTool() throws Exception {
        registry.fault(Fault.corrupt(30).on(Route.DOWNLOAD).always());
        assertThat(assertThrows(RegistryException.class, this::install).getMessage(), containsString("sha256"));
        assertThat(names(), contains(".gitlab-lock"));
    }

    @Test
    public void fileThatIsNoArchiveIsNoTool() throws Exception {
        registry.get().addFile(7, "greeter", "1.0.0", "broken.zip", "no archive".getBytes());
        file = "broken.zip";
        assertThat(assertThrows(RegistryException.class, this::install).getMessage(), containsString("broken.zip"));
        assertThat(names(), contains(".gitlab-lock"));
    }

    @Test
    public void archiveThatLeavesItsFolderIsRefused() throws Exception {
        byte[] hostile = new ToolArchive()
                .script("greeter/bin/greet", "echo hello")
                .file("greeter/../../evil", "evil")
                .bytes();
        registry.get().addFile(7, "greeter", "1.0.0", "hostile.tar.gz", hostile);
        file = "hostile.tar.gz";
        assertThat(assertThrows(RegistryException.class, this::install).getMessage(), containsString("evil"));
        assertThat(names(), contains(".gitlab-lock"));
        assertThat(folder.getParent().toFile().list().length, is(1));
    }

    @Test
    public void whatAKillLeavesIsNoToolAndGoes() throws Exception {
        String content = install().getFileName().toString();
        for (String left : List.of(
                ".gitlab-installing/download/.gitlab-00000000-0000-0000-0000-000000000000.part",
                ".gitlab-installing/download/greeter.tar.gz",
                ".gitlab-installing/content/bin/greet",
                ".gitlab-installing/content/" + MARKER + ".new",
                ".gitlab-installing/content/" + MARKER,
                content + "/bin/greet",
                content + "/" + MARKER + ".new")) {
            hudson.Util.deleteRecursive(folder.toFile());
            Files.createDirectories(folder.resolve(left).getParent());
            Files.writeString(folder.resolve(left), "half");
            Path home = install();
            assertThat(left, greeting(home), is("hello"));
            assertThat(left, names(), containsInAnyOrder(content, ".gitlab-lock"));
            assertThat(left, Files.exists(home.resolve(MARKER + ".new")), is(false));
        }
    }

    @Test
    public void killedDeletionIsFinished() throws Exception {
        Path home = install();
        Path half = folder.resolve(".gitlab-installing/old");
        Files.createDirectories(half);
        Files.copy(home.resolve(MARKER), half.resolve(MARKER));
        add("1.1.0", "newer");
        known = new Resolved("1.1.0", "");
        install();
        assertThat(Files.exists(half), is(false));
    }

    @Test
    public void unusedContentsGoWhenSomethingNewComes() throws Exception {
        Path unused = install();
        Path foreign = Files.createDirectories(folder.resolve("not-ours"));
        add("1.1.0", "newer");
        known = new Resolved("1.1.0", "");
        Path used = install();
        used(unused, Duration.ofDays(31));
        used(used, Duration.ofDays(29));
        add("1.2.0", "newest");
        known = new Resolved("1.2.0", "");
        Path home = install();
        assertThat(Files.exists(unused), is(false));
        assertThat(Stream.of(used, home, foreign).allMatch(Files::exists), is(true));
        assertThat(log, hasItem("Deleted what no build has used of the tool greeter for 30 days: " + name(unused)));
    }

    @Test
    public void whatAnOldBuildMayBeUsingStays() throws Exception {
        Path unused = install();
        used(unused, Duration.ofDays(40));
        longestBuild = Duration.ofDays(45);
        add("1.1.0", "newer");
        known = new Resolved("1.1.0", "");
        install();
        assertThat(Files.exists(unused), is(true));
    }

    @Test
    public void useIsNoted() throws Exception {
        Path home = install();
        used(home, Duration.ofDays(31));
        assertThat(install(), is(home));
        add("1.1.0", "newer");
        known = new Resolved("1.1.0", "");
        install();
        assertThat(Files.exists(home), is(true));
    }

    @Test
    public void homeIsAFolderOfTheTool() throws Exception {
        subdir = "bin";
        Path bin = install();
        assertThat(run(bin.resolve("greet")), is("hello"));
        subdir = "sbin";
        assertThat(
                assertThrows(RegistryException.class, this::install).getMessage(),
                is("The tool greeter cannot be installed: there is no folder 'sbin' in " + bin.getParent()
                        + ", and 'subdir' names one that is there once 'stripComponents' has been applied"));
    }

    private Path install() throws IOException, InterruptedException {
        RegistrySettings settings = new RegistrySettings(
                new Registry(registry.url(), "7", Token.of(token, TokenType.AUTO)),
                Handoff.DIRECT,
                1,
                0,
                verify,
                false);
        WantedTool wanted = new WantedTool(
                "greeter",
                settings.registry().address().toString(),
                PackageSource.of("greeter", rule),
                file,
                subdir,
                sha256,
                checksums,
                strip,
                verify);
        InstallTool call = new InstallTool(wanted, known, folder.toString(), longestBuild, onlyLooks);
        GenericPackageClient client = new GenericPackageClient(settings, new TransferLog(log::add));
        return folder.resolve(call.ask(client, log::add));
    }

    private void add(String version, String words) throws IOException {
        registry.get().addFile(7, "greeter", version, "greeter.tar.gz", ToolArchive.greeting(words));
    }

    private static void used(Path content, Duration ago) throws IOException {
        Files.setLastModifiedTime(
                content.resolve(MARKER), FileTime.from(Instant.now().minus(ago)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(InstallToolTest::name).toList();
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static String greeting(Path home) throws IOException, InterruptedException {
        return run(home.resolve("bin/greet"));
    }

    private static String run(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString()).start();
        String said = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor(), is(0));
        return said;
    }
}
