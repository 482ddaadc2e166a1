package io.jenkins.plugins.gitlabgenericpackages.client;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken.privateToken;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.archives.UnpackLimits;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.UnpackedFolder;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.Unpacking;
import io.jenkins.plugins.gitlabgenericpackages.client.files.FolderDeletion;
import io.jenkins.plugins.gitlabgenericpackages.client.files.SpecialFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.http.TestKeys;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.ProjectId;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseDetails;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.RetentionRule;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Maintenance;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.Timeout;

/** Every message that {@code docs/troubleshooting.md} explains is worded so. */
public class TroubleshootingTest {
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)`[^|]* \\|.*");

    private static final long PROJECT = Project.DEFAULT.id();

    @Rule
    public final Timeout timeout = new Timeout(120, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private final List<String> said = new ArrayList<>();

    @Test
    public void messagesAreWordedAsExplained() throws Exception {
        handoff.retries = 0;
        handoff.store("f", "f");
        missingThings();
        endedTokens();
        refusedTokens();
        refusedFiles();
        beforeAndBehindGitLab();
        filesOfThisMachine();
        archives();
        unreadableLists();
        mistypedValues();
        oldVersions();
        releases();
        unreachableServers();
        int rows = 0;
        for (String line : Files.readAllLines(Path.of("docs/troubleshooting.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows++;
                String part = row.group(1);
                assertTrue(part + " in " + said, said.stream().anyMatch(message -> message.contains(part)));
            }
        }
        assertTrue(rows + " rows", rows > 10);
    }

    private void missingThings() {
        said.add(message(() -> handoff.download(one("zzz.txt"))));
        said.add(message(() -> handoff.download(matching("*.zip", "in"))));
        DownloadRequest rule = DownloadRequest.of(PackageSource.of("app", "^9"), all("in"), "", "");
        said.add(message(() -> handoff.client().download(handoff.workspace(), rule)));
        String project = handoff.projectId;
        handoff.projectId = "group/none";
        said.add(message(() -> handoff.download(all("in"))));
        handoff.projectId = project;
    }

    private void oldVersions() throws Exception {
        said.add(assertThrows(InvalidRequestException.class, () -> retention(0, 1))
                .getMessage());
        for (String version : new String[] {"1.1", "1.2", "1.3"}) {
            handoff.registry().addFile(PROJECT, "old", version, "f", new byte[1]);
        }
        RetentionRule rule = retention(1, 1);
        List<Decision> plan = handoff.client().planCleanup(rule, Map.of());
        said.addAll(new RetentionTable(rule, plan, true).lines());
        handoff.registry().rules().protectDeletion("old", Role.OWNER);
        said.addAll(new RetentionTable(rule, handoff.client().cleanUp(rule, Map.of(), plan), false).lines());
        handoff.registry().addFile(PROJECT, "old", "1.1", "g", new byte[1]);
        said.addAll(new RetentionTable(rule, handoff.client().cleanUp(rule, Map.of(), plan), false).lines());
        handoff.fault(Fault.status(403), Route.LIST_RELEASES);
        said.add(message(() -> handoff.client().planCleanup(rule, Map.of())));
    }

    private static RetentionRule retention(int keep, int atMost) {
        return new RetentionRule("old", null, Order.SEMVER, keep, 0, List.of(), true, atMost);
    }

    private void refusedTokens() throws Exception {
        Token token = handoff.token;
        handoff.token = Token.of("glpat-wrong", TokenType.AUTO);
        said.add(message(() -> handoff.download(all("in"))));
        handoff.token = Token.anonymous();
        said.add(message(() -> handoff.download(one("f"))));
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        said.add(message(() -> handoff.download(all("in"))));
        VersionQuery versions = new VersionQuery(PackageSource.of("app", "latest"), Order.SEMVER, 1);
        said.add(message(() -> handoff.client().versions(versions)));
        handoff.registry().options().checksumHeader(false);
        handoff.verify = Verify.REQUIRED;
        said.add(message(() -> handoff.download(one("f"))));
        handoff.registry().options().directDownload(true);
        handoff.store("SHA256SUMS", "0".repeat(64) + "  f\n");
        DownloadRequest checked = DownloadRequest.of(PackageSource.of("app", "1.0"), all("in"), "", "SHA256SUMS");
        said.add(message(() -> handoff.client().download(handoff.workspace(), checked)));
        handoff.write("f", 1);
        handoff.upload(one("f"));
        said.addAll(handoff.events.notes());
        handoff.registry().options().directDownload(false);
        handoff.verify = Verify.IF_TOLD;
        handoff.token = token;
    }

    /** In another registry, since tokens are known from its start on. */
    private void endedTokens() throws Exception {
        handoff.write("f", 10);
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry/other"))
                .token(AcceptedToken.PRIVATE.withState(AcceptedToken.State.EXPIRED))
                .token(privateToken("glpat-granular-stand-in").withPermissions("read_package")));
        said.add(message(() -> handoff.upload(one("f"))));
        Token token = handoff.token;
        handoff.token = Token.of("glpat-granular-stand-in", TokenType.AUTO);
        said.add(message(() -> handoff.upload(one("f"), IfExists.ADD)));
        handoff.token = token;
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry")));
    }

    private void refusedFiles() throws Exception {
        handoff.write("f", 10);
        handoff.registry().rules().maintenance(Maintenance.REDIRECTED);
        said.add(message(() -> handoff.upload(one("f"), IfExists.ADD)));
        handoff.registry().rules().maintenance(Maintenance.OFF);
        handoff.fault(Fault.status(403), Route.UPLOAD);
        said.add(message(() -> handoff.upload(one("f"), IfExists.ADD)));
        handoff.fault(Fault.html(413), Route.UPLOAD);
        said.add(message(() -> handoff.upload(one("f"), IfExists.ADD)));
        handoff.registry().rules().duplicatesAllowed(false);
        said.add(message(() -> handoff.upload(one("f"), IfExists.ADD)));
        handoff.registry().rules().protectPush("app", Role.OWNER);
        said.add(message(() -> handoff.upload(one("f"), IfExists.ADD)));
    }

    private void beforeAndBehindGitLab() throws Exception {
        for (Fault fault : List.of(Fault.html(403), Fault.html(403).header("cf-mitigated", "challenge"))) {
            handoff.fault(fault, Route.DOWNLOAD);
            said.add(message(() -> handoff.download(one("f"))));
        }
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        said.add(message(() -> handoff.client().versions("app")));
        handoff.token = Token.of("glcbt-stand-in", TokenType.AUTO);
        handoff.fault(Fault.status(404, "application/json", "{\"message\":\"404 Not Found\"}"), Route.DOWNLOAD);
        said.add(message(() -> handoff.download(one("f"))));
        handoff.token = Token.of("glpat-stand-in", TokenType.AUTO);
        String elsewhere = "http://127.0.0.1:1";
        handoff.fault(Fault.redirect(elsewhere + "/api/v4/x"), Route.LIST_PACKAGES);
        said.add(message(() -> handoff.download(all("in"))));
        handoff.fault(Fault.redirect(elsewhere + "/bucket/f"), Route.DOWNLOAD);
        said.add(message(() -> handoff.download(one("f"))));
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.fault(Fault.status(200, "application/json", "{}"), Route.DOWNLOAD);
        said.add(message(() -> handoff.download(one("f"))));
        handoff.token = Token.of("glpat-stand-in", TokenType.AUTO);
        handoff.registry().options().directDownload(true);
        for (Fault fault : List.of(Fault.storage(403, "AccessDenied"), Fault.storage(404, "NoSuchKey"))) {
            handoff.fault(fault, Route.STORAGE);
            said.add(message(() -> handoff.download(one("f"))));
        }
        handoff.registry().options().directDownload(false);
    }

    private void filesOfThisMachine() throws Exception {
        Path device = Path.of("/dev/null");
        said.add(
                Files.exists(device)
                        ? message(() -> handoff.upload(one(device.toString())))
                        : "Windows has no path that is a device, a pipe or a socket");
        handoff.write("dist/.gitignore", 1);
        said.add(message(() -> handoff.upload(matching("dist", ""))));
        said.add(message(() -> handoff.upload(matching("*i*", "dist"))));
        Path links = Files.createDirectory(handoff.workspace().resolve("links"));
        SpecialFiles.link(links.resolve("nowhere"), links.resolve("gone"));
        SpecialFiles.link(links.resolve("dist"), handoff.workspace().resolve("dist"));
        said.add(message(() -> handoff.download(one("links/nowhere", "f"))));
        handoff.write("dist/f", 1);
        said.add(message(() -> handoff.upload(matching("dist/*, links/**", ""))));
        said.addAll(handoff.events.notes());
        handoff.store("q", "q");
        handoff.store("q%2Ff", "q");
        said.add(message(() -> handoff.download(all("in"))));
    }

    private void releases() throws Exception {
        handoff.registry().addFile(Project.DEFAULT.id(), "app", "2.0", "a+b", new byte[1]);
        said.add(message(() -> release("v1.0", "", "")));
        said.add(message(() -> release("v1.0", "nowhere", "")));
        said.add(message(() -> release("v1.0", "main", "first")));
        handoff.registry().releases().protectTag("p*", Role.OWNER);
        said.add(message(() -> release("p1.0", "main", "")));
        handoff.fault(Fault.status(403, "application/json", "{\"message\":\"403 Forbidden\"}"), Route.CREATE_RELEASE);
        said.add(message(() -> release("v1.0", "main", "")));
        handoff.fault(
                Fault.status(400, "application/json", "{\"message\":\"Validation failed: Links\"}"),
                Route.CREATE_RELEASE);
        said.add(message(() -> release("v1.0", "main", "")));
        release("v1.0", "main", "");
        said.addAll(handoff.events.notes());
        said.add(message(() -> release(PackageSource.of("app", "9.9"), "v1.0", "", "", "")));
        for (String name : List.of("c", "c (app 3.0)")) {
            handoff.registry().releases().addLink(Project.DEFAULT.id(), "v1.0", name, "https://example.org/" + name);
        }
        handoff.registry().addFile(Project.DEFAULT.id(), "app", "3.0", "c", new byte[1]);
        said.add(message(() -> release(PackageSource.of("app", "3.0"), "v1.0", "", "", "")));
        handoff.registry().releases().milestone(Project.DEFAULT.id(), "first");
        handoff.fault(Fault.status(200, "application/json", "{}"), Route.UPDATE_RELEASE)
                .times(5);
        said.add(message(() -> release("v1.0", "", "first")));
        said.add(refusal(() -> release("v 1", "", "")));
        said.add(refusal(() -> new ReleaseDetails("", "", "tomorrow", "")));
        said.add(refusal(() -> release(PackageSource.of("app", "2.0"), "v1.0", "", "", "app")));
        said.add(refusal(() -> release(null, "v1.0", "", "", "group/app")));
        Token token = handoff.token;
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        said.add(message(() -> release("v1.0", "", "")));
        handoff.token = token;
    }

    private void release(String tag, String ref, String milestones) throws Exception {
        release(PackageSource.of("app", "2.0"), tag, ref, milestones, "");
    }

    private void release(PackageSource source, String tag, String ref, String milestones, String packageProjectId)
            throws Exception {
        handoff.client()
                .release(new ReleaseRequest(
                        tag,
                        ref,
                        new ReleaseDetails("", "", "", milestones),
                        List.of(),
                        source,
                        packageProjectId,
                        FileSelection.ofPackage("", "", false),
                        false));
    }

    private void archives() throws Exception {
        said.add(refusal(() -> UploadRequest.checkArchive("app.rar")));
        said.add(refusal(() -> DownloadRequest.of(Handoff.APP_SOURCE, one("a.zip"), "", "", true, 0)));
        Files.createDirectory(handoff.workspace().resolve("large"));
        boolean hasHoles = SpecialFiles.hole(handoff.workspace().resolve("large/a"), 4L << 40)
                && SpecialFiles.hole(handoff.workspace().resolve("large/b"), 4L << 40);
        UploadRequest large = UploadRequest.of(Handoff.APP, matching("", "large"), IfExists.ADD, false, "", "app.tar");
        said.add(
                hasHoles
                        ? message(() -> handoff.client().upload(handoff.workspace(), large))
                        : "There is no room to pack, where a file has so many bytes and takes none of them");
        handoff.registry().addFile(PROJECT, "archives", "1", "a.zip", zip("dir", ""));
        handoff.registry().addFile(PROJECT, "archives", "1", "b.zip", zip("../x", ""));
        handoff.registry().addFile(PROJECT, "archives", "1", "f", new byte[1]);
        handoff.registry().addFile(PROJECT, "twice", "1", "a.zip", zip("dir", ""));
        handoff.registry().addFile(PROJECT, "twice", "1", "b.zip", zip("dir", "other"));
        handoff.write("unpacked/dir/f", 1);
        said.add(message(() -> unpack("", "unpacked")));
        said.add(message(() -> unpack("a.zip", "unpacked")));
        said.add(message(() -> unpack("b.zip", "unpacked")));
        said.add(message(() -> unpack("a.zip", "unpacked/dir/f")));
        said.add(message(() -> unpack("archives", "a.zip", "stripped", 5)));
        said.add(message(() -> unpack("twice", "", "both", 0)));
        Path archive = Files.write(handoff.root().resolve("a.zip"), zip("a/b/c", ""));
        Unpacking forgetful = new Unpacking(0, new UnpackLimits(1000, 1000, 1));
        said.add(message(() ->
                forgetful.unpack(archive, ArchiveFormat.ZIP, handoff.root().resolve("many"))));
        said.add(brokenOffMove());
    }

    /** No rename leads from one file system to another. */
    private String brokenOffMove() throws Exception {
        Path memory = Path.of("/dev/shm");
        Path dir = handoff.workspace();
        if (!Files.isDirectory(memory) || Files.getFileStore(memory).equals(Files.getFileStore(dir))) {
            return "Some of it may be there already, where there is no other file system";
        }
        Path unpacked = Files.createTempDirectory(memory, "unpacked");
        try {
            Files.createFile(Files.createDirectory(unpacked.resolve("folder")).resolve("file"));
            return message(() -> UnpackedFolder.moveInto(unpacked, dir));
        } finally {
            FolderDeletion.delete(unpacked);
        }
    }

    private void unpack(String fileName, String dir) throws Exception {
        unpack("archives", fileName, dir, 0);
    }

    private void unpack(String packageName, String fileName, String dir, int stripComponents) throws Exception {
        FileSelection files = new FileSelection("", fileName, "", "", dir, "", false, true);
        handoff.client()
                .download(
                        handoff.workspace(),
                        DownloadRequest.of(PackageSource.of(packageName, "1"), files, "", "", true, stripComponents));
    }

    private static byte[] zip(String name, String content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private void unreadableLists() {
        handoff.store("SHA256SUMS", "0".repeat(64) + "  /build/f\n");
        DownloadRequest request = DownloadRequest.of(Handoff.APP_SOURCE, all("in"), "", "SHA256SUMS");
        said.add(message(() -> handoff.client().download(handoff.workspace(), request)));
    }

    private void mistypedValues() {
        said.add(refusal(() -> Token.of("$CI_JOB_TOKEN", TokenType.AUTO)));
        said.add(refusal(() -> Token.of("[MASKED]", TokenType.AUTO)));
        said.add(refusal(() -> ProjectId.of("git@gitlab.example.com:group/app.git", handoff.gitlabUrl)));
        said.add(refusal(() -> ProjectId.checked("app?private_token=s3cret")));
        said.add(refusal(() -> handoff.upload(matching("a;b", ""))));
    }

    private static String refusal(ThrowingRunnable call) {
        return assertThrows(InvalidRequestException.class, call).getMessage();
    }

    private void unreachableServers() throws Exception {
        handoff.fault(Fault.tooManyRequests().header("Retry-After", "3600"), Route.DOWNLOAD);
        said.add(message(() -> handoff.download(one("f"))));
        handoff.parallel = RegistrySettings.AUTOMATIC;
        handoff.store("g", "g");
        handoff.store("h", "h");
        handoff.fault(Fault.tooManyRequests(), Route.DOWNLOAD);
        message(() -> handoff.download(matching("f,g,h", "limited")));
        said.addAll(handoff.events.notes());
        handoff.gitlabUrl = handoff.gitlabUrl.replace("http:", "https:");
        said.add(message(() -> handoff.download(one("f"))));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            handoff.gitlabUrl = "http://127.0.0.1:" + socket.getLocalPort();
        }
        said.add(message(() -> handoff.download(one("f"))));
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry/tls"))
                .tls(TestKeys.ofLoopback().server()));
        said.add(message(() -> handoff.download(one("f"))));
    }
}
