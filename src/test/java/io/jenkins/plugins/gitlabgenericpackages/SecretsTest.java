package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.logging.Level;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LoggerRule;

/** Whatever happens, nothing that Jenkins keeps or prints holds a secret. */
public class SecretsTest extends JenkinsTest {
    private static final String PASSWORD = "pass-word-of-ann";
    private static final List<String> SECRETS = List.of(
            TestCredentials.TOKEN,
            PASSWORD,
            Base64.getEncoder().encodeToString(("ann:" + PASSWORD).getBytes(StandardCharsets.UTF_8)),
            "X-Amz-Signature");

    private static DumbSlave agent;

    @Rule
    public final LoggerRule logger = new LoggerRule()
            .recordPackage(GenericPackageRun.class, Level.ALL)
            .record("hudson.FilePath", Level.ALL)
            .record("org.jenkinsci.plugins.workflow", Level.FINE)
            .capture(10_000);

    @BeforeClass
    public static void agent() throws Exception {
        TestCredentials.addDefault();
        TestCredentials.add(Jenkins.get(), TestCredentials.login("login", "ann", PASSWORD));
        agent = j.createOnlineSlave();
    }

    @Test
    public void successLeavesNoSecret() throws Exception {
        registry.get().options().directDownload(true);
        WorkflowRun build =
                Pipelines.run(j, node("""
                def sent = %s
                def received = %s
                echo "${sent[0].url} ${received[0].url}"
                """.formatted(registry.upload("file: 'a.txt'"), registry.download("dir: 'in'"))));
        assertNoSecret(build);
    }

    @Test
    public void failureLeavesNoSecret() throws Exception {
        registry.use(registry.builder().token(AcceptedToken.privateToken(PASSWORD)));
        registry.get().options().directDownload(true);
        registry.add("b.txt", "hello");
        registry.fault(Fault.drop().on(Route.STORAGE));
        registry.fault(Fault.status(500, "text/plain", "you sent " + "a token").on(Route.UPLOAD));
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, node("""
                catchError { %s }
                %s
                """.formatted(
                        registry.upload("file: 'a.txt'"), registry.download("file: 'b.txt', credentialsId: 'login'"))));
        assertNoSecret(build);
    }

    @Test
    public void savedPipelineHoldsNoSecret() throws Exception {
        Fault stall = registry.fault(Fault.stallBeforeAnswer().on(Route.UPLOAD));
        WorkflowRun build = Pipelines.start(Pipelines.job(j, node("""
                parallel transfer: {
                    def files = %s
                    semaphore 'secrets-after'
                    echo files.toString()
                }, other: {
                    semaphore 'secrets-during'
                }
                """.formatted(registry.upload("file: 'a.txt'")))));
        stall.awaitReached(RegistryRule.SOON);
        SemaphoreStep.waitForStart("secrets-during/1", build);
        build.save();
        assertNoSecret(build);
        SemaphoreStep.success("secrets-during/1", null);
        stall.release();
        SemaphoreStep.waitForStart("secrets-after/1", build);
        assertNoSecret(build);
        SemaphoreStep.success("secrets-after/1", null);
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        assertNoSecret(build);
    }

    @Test
    public void abortLeavesNoSecret() throws Exception {
        Fault stall = registry.fault(Fault.stallInBody(1).on(Route.UPLOAD));
        WorkflowRun build = Pipelines.start(Pipelines.job(j, node(registry.upload("file: 'a.txt'"))));
        stall.awaitReached(RegistryRule.SOON);
        build.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        assertNoSecret(build);
    }

    private static String node(String steps) {
        return "node('" + agent.getNodeName() + "') { writeFile file: 'a.txt', text: 'hello'\n" + steps + "\n}";
    }

    private void assertNoSecret(WorkflowRun build) throws IOException {
        String log = JenkinsRule.getLog(build);
        SECRETS.forEach(secret -> assertThat(log, not(containsString(secret))));
        SECRETS.forEach(secret -> assertThat(String.join("\n", logger.getMessages()), not(containsString(secret))));
        assertThat(build.getRootDir().list().length, greaterThan(2));
        assertThat(filesWithSecret(j.jenkins.getRootDir().toPath()), empty());
    }

    private static List<Path> filesWithSecret(Path home) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.equals(home.resolve("secrets")) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!file.equals(home.resolve("credentials.xml")) && holdsSecret(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                // Gone meanwhile, as temporary files of a running Jenkins are.
                return e instanceof NoSuchFileException ? FileVisitResult.CONTINUE : super.visitFileFailed(file, e);
            }
        });
        return found;
    }

    private static boolean holdsSecret(Path file) {
        try {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            return SECRETS.stream().anyMatch(content::contains);
        } catch (IOException e) {
            // Gone just now.
            return false;
        }
    }
}
