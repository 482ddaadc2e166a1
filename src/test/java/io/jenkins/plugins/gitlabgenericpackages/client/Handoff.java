package io.jenkins.plugins.gitlabgenericpackages.client;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalPaths;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.WaitingClock;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.standin.RegistryBuilder;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/**
 * A stand-in registry, a workspace, and a client between them that waits no time before it tries again. What a test
 * changes in the fields counts from the next transfer on. After each test no temporary file may be left and no event
 * may hold a token.
 */
public final class Handoff extends ExternalResource {
    public static final GenericPackage APP = new GenericPackage("app", "1.0");
    /** The way to a GitLab that needs no configuration. */
    public static final Network DIRECT = new Network(null, "", "", Timeouts.DEFAULT);

    public static final PackageSource APP_SOURCE = PackageSource.of("app", "1.0");
    public static final Duration SOON = Duration.ofSeconds(20);
    public static final List<String> SECRETS = List.of("-stand-in", "s3cret", "X-Amz-Signature");

    public final EventLog events = new EventLog();
    public final InstantClock clock = new InstantClock();
    public WaitingClock waiting = clock;
    public Token token = Token.of("glpat-stand-in", TokenType.AUTO);
    public String projectId = Project.DEFAULT.path();
    public String gitlabUrl;
    public String certificates = "";
    public Verify verify = Verify.IF_TOLD;
    public boolean md5;
    public Optional<Path> temporary = Optional.empty();
    public int parallel = 4;
    public int retries = 3;
    public Timeouts timeouts =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(5));

    private final TemporaryFolder folder = new TemporaryFolder();
    private StandInRegistry registry;

    @Override
    protected void before() throws IOException {
        folder.create();
        Files.createDirectory(workspace());
        use(StandInRegistry.builder(folder.getRoot().toPath().resolve("registry")));
    }

    /** Starts another registry in place of the present one. */
    public void use(RegistryBuilder builder) throws IOException {
        if (registry != null) {
            registry.close();
        }
        registry = builder.start();
        gitlabUrl = registry.url().toString();
    }

    @Override
    protected void after() {
        try {
            registry.close();
            assertEquals(
                    List.of(),
                    tree().stream().filter(name -> name.contains(".part")).toList());
            assertNoSecret(events.all().toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            folder.delete();
        }
    }

    /** Takes a second without a byte for a stall. */
    public static Timeouts impatient() {
        return new Timeouts(SOON, Duration.ofSeconds(1), SOON, SOON);
    }

    public static void assertNoSecret(String text) {
        SECRETS.forEach(secret -> assertFalse(secret + " in " + text, text.contains(secret)));
    }

    public Path root() {
        return folder.getRoot().toPath();
    }

    public Path workspace() {
        return root().resolve("workspace");
    }

    public StandInRegistry registry() {
        return registry;
    }

    // Files on this side

    /** Writes a file of reproducible noise and returns its bytes. */
    public byte[] write(String name, int size) throws IOException {
        byte[] bytes = noise(size);
        write(name, bytes);
        return bytes;
    }

    public void write(String name, byte[] bytes) throws IOException {
        Path file = workspace().resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(workspace().resolve(name));
    }

    public static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Returns the names of all files and links below the workspace and beside it, but for the registry's own. */
    public List<String> tree() throws IOException {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(file -> !Files.isDirectory(file) || Files.isSymbolicLink(file))
                    .filter(file -> !file.startsWith(root().resolve("registry")))
                    .map(file -> LocalPaths.relative(workspace(), file))
                    .sorted()
                    .toList();
        }
    }

    /** Returns what is directly in a folder; nothing if it is not there. */
    public List<Path> tree(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    // Files on the other side

    public StoredFile store(String storedName, byte[] content) {
        return registry.addFile(Project.DEFAULT.id(), APP.name(), APP.version(), storedName, content);
    }

    public StoredFile store(String storedName, String content) {
        return store(storedName, content.getBytes(StandardCharsets.UTF_8));
    }

    public List<StoredFile> stored() {
        return registry.files(Project.DEFAULT.id(), APP.name(), APP.version());
    }

    public List<String> storedNames() {
        return stored().stream().map(StoredFile::fileName).sorted().toList();
    }

    public Fault fault(Fault fault, Route route) {
        return registry.faults().add(fault.on(route));
    }

    public int requests(Route route) {
        return registry.requests().count(route);
    }

    // What is transferred

    public static FileSelection one(String file) {
        return new FileSelection(file, "", "", "", "", "", false, true);
    }

    public static FileSelection one(String file, String fileName) {
        return new FileSelection(file, fileName, "", "", "", "", false, true);
    }

    public static FileSelection matching(String includes, String dir) {
        return new FileSelection("", "", includes, "", dir, "", false, true);
    }

    /** Selects the whole package, for a download. */
    public static FileSelection all(String dir) {
        return matching("", dir);
    }

    // Transfers

    /** Returns one token of each kind that the registry knows. */
    public static List<Token> tokens() {
        return Stream.of("glpat-stand-in", "gldt-stand-in", "glcbt-stand-in")
                .map(secret -> Token.of(secret, TokenType.AUTO))
                .toList();
    }

    public RegistrySettings settings() {
        return new RegistrySettings(
                new Registry(gitlabUrl, projectId, token),
                new Network(null, certificates, "", timeouts),
                parallel,
                retries,
                verify,
                md5);
    }

    public GenericPackageClient client() {
        return client(Journal.NONE);
    }

    GenericPackageClient client(Journal journal) {
        return new GenericPackageClient(settings(), events, journal, temporary, waiting);
    }

    public List<TransferredFile> upload(FileSelection files) throws IOException, InterruptedException {
        return upload(files, IfExists.SKIP_IDENTICAL);
    }

    public List<TransferredFile> upload(FileSelection files, IfExists policy) throws IOException, InterruptedException {
        return client().upload(workspace(), new UploadRequest(APP, files, policy, false, null));
    }

    public List<TransferredFile> download(FileSelection files) throws IOException, InterruptedException {
        return download(files, "");
    }

    public List<TransferredFile> download(FileSelection files, String sha256) throws IOException, InterruptedException {
        return client().download(workspace(), DownloadRequest.of(APP_SOURCE, files, sha256, ""));
    }

    /** Returns what the transfer fails with: an exception for people, in which no token is. */
    public static RegistryException failure(ThrowingRunnable transfer) {
        RegistryException failure = assertThrows(RegistryException.class, transfer);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertNoSecret(trace.toString());
        return failure;
    }

    public static String message(ThrowingRunnable transfer) {
        return failure(transfer).getMessage();
    }
}
