package io.jenkins.plugins.gitlabgenericpackages.agents;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.gitlabgenericpackages.builds.TransferOrigin;
import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.Serialized;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

/** An agent says whatever it likes; the controller keeps what can be. */
public class AnswerCheckTest {
    private static final String SHA256 = "0123456789abcdef".repeat(4);
    private static final String URL = "https://gitlab.example.com/api/v4/projects/7/packages/generic/app/1.0/";
    private static final Registry REGISTRY = new Registry("https://gitlab.example.com", "7", Token.anonymous());
    private static final GenericPackage APP = new GenericPackage("app", "1.0");
    private static final FileSelection ALL = new FileSelection("", "", "**", "", "", "", false, true);
    private static final AnswerCheck UPLOAD =
            new AnswerCheck(REGISTRY, new TransferWork.Upload(new UploadRequest(APP, ALL, IfExists.ADD, false, null)));

    @Test
    public void trueAnswersPass() throws Exception {
        UPLOAD.check(List.of());
        UPLOAD.check(List.of(file("a.txt"), file("folder/b-1.txt")));
        UPLOAD.check(List.of(file(APP, "a.txt", "C:/work space/Möwe \u200d/a.txt", URL + "a.txt")));
        UPLOAD.check(Collections.nCopies(AnswerCheck.MOST_FILES, file("a.txt")));
    }

    @Test
    public void missingFilesAreRefused() {
        refused("a file is missing", UPLOAD, null);
        refused("a file is missing", UPLOAD, Arrays.asList(file("a.txt"), null));
    }

    @Test
    public void tooManyFilesAreRefused() {
        refused("more than 200000", UPLOAD, Collections.nCopies(AnswerCheck.MOST_FILES + 1, file("a.txt")));
    }

    @Test
    public void namesAreShortAndPrintable() {
        for (String name :
                List.of("", "a".repeat(1025), "a\nb", "a\u001b[2Jb", "a\u202eb", "a\u200bb", "a\u2028b", "\ud800")) {
            refused("a file that cannot be in a package", UPLOAD, List.of(file(name)));
        }
    }

    @Test
    public void pathsAreOfThisWorld() {
        for (String path : List.of("a\nb", "a\u001b[2Jb", "a\u0000b", "a".repeat(4097))) {
            refused("a path that cannot be", UPLOAD, List.of(file(APP, "a.txt", path, URL + "a.txt")));
        }
    }

    @Test
    public void addressesAreInTheProject() {
        for (String url : List.of(
                "",
                "javascript:alert(1)",
                "https://gitlab.example.com.evil.example/api/v4/projects/7/packages/generic/app/1.0/a.txt",
                "https://gitlab.example.com/api/v4/projects/77/packages/generic/app/1.0/a.txt",
                URL + "\n",
                URL + "a".repeat(8192))) {
            refused("an address outside", UPLOAD, List.of(file(APP, "a.txt", "a.txt", url)));
        }
    }

    @Test
    public void filesAreOfThePackageThatWasAskedFor() throws Exception {
        refused("another package", UPLOAD, List.of(of("app", "1.1")));
        refused("another package", UPLOAD, List.of(of("other", "1.0")));
        refused("another package", download("1.0"), List.of(of("app", "latest")));
        download("latest").check(List.of(of("app", "3.0"), of("app", "3.0")));
        refused("several packages", download("latest"), List.of(of("app", "3.0"), of("app", "3.1")));
        refused("another package", download("latest"), List.of(of("other", "3.0")));
    }

    @Test
    public void digestsAreCheckedWhenTheyAreRead() throws Exception {
        byte[] answer = Serialized.bytes(answer());
        assertThat(((AgentAnswer) Serialized.object(answer)).files().size(), is(1));
        for (String wrong :
                List.of(SHA256.toUpperCase(java.util.Locale.ROOT), "<script>alert(1)" + SHA256.substring(16))) {
            byte[] forged = replaced(answer, SHA256, wrong);
            assertThrows(InvalidObjectException.class, () -> Serialized.object(forged));
        }
    }

    @Test
    public void nothingMayBeLeftOut() {
        FileContent content = new FileContent(1, new Sha256(SHA256), null);
        PackageFile file = new PackageFile(APP, new PackageFileName("a"));
        for (Runnable incomplete : List.<Runnable>of(
                () -> new PackageFileName(null),
                () -> new PackageFile(null, new PackageFileName("a")),
                () -> new PackageFile(APP, null),
                () -> new Sha256(null),
                () -> new FileContent(-1, new Sha256(SHA256), null),
                () -> new FileContent(1, null, null),
                () -> new FileContent(1, new Sha256(SHA256), ""),
                () -> new GenericPackage(null, "1"),
                () -> new GenericPackage("app", null),
                () -> new TransferredFile(null, "a", content, URL, Verifier.GITLAB, false),
                () -> new TransferredFile(file, null, content, URL, Verifier.GITLAB, false),
                () -> new TransferredFile(file, "a", null, URL, Verifier.GITLAB, false),
                () -> new TransferredFile(file, "a", content, null, Verifier.GITLAB, false),
                () -> new TransferredFile(file, "a", content, URL, null, false))) {
            assertThrows(IllegalArgumentException.class, incomplete::run);
        }
    }

    @Test
    public void stepFailsInWords() {
        AgentTransfer forged = transfer(
                call -> new AgentAnswer(new ArrayList<>(List.of(file(APP, "a.txt", "a.txt", "x"))), null, null));
        oneLine(assertThrows(AbortException.class, () -> perform(forged)));
        AgentTransfer unreadable = transfer(call -> {
            throw new InvalidObjectException("not an MD5");
        });
        AbortException failure = assertThrows(AbortException.class, () -> perform(unreadable));
        oneLine(failure);
        assertThat(failure.getMessage(), containsString("cannot be read"));
    }

    @Test
    public void reasonOfAFailureIsFitForALog() {
        assertThat(
                AnswerCheck.words("2 of 4 files failed\n  a\u001b[2J\r\n  b"), is("2 of 4 files failed\n  a?[2J\n  b"));
        assertThat(AnswerCheck.words("a".repeat(20_000)).length(), is(10_001));
    }

    private static void oneLine(AbortException failure) {
        assertThat(failure.getMessage(), containsString("The agent's answer is refused"));
        assertThat(failure.getMessage(), not(containsString("\n")));
    }

    private interface Agent {
        AgentAnswer call(Callable<?, ?> call) throws IOException;
    }

    private static List<?> perform(AgentTransfer transfer) throws IOException, InterruptedException {
        return transfer.perform(
                new RegistrySettings(REGISTRY, Handoff.DIRECT, 1, 0, Verify.IF_TOLD, true), UPLOAD.work());
    }

    /** A transfer whose agent only answers. */
    private static AgentTransfer transfer(Agent agent) {
        VirtualChannel channel = (VirtualChannel) Proxy.newProxyInstance(
                VirtualChannel.class.getClassLoader(),
                new Class<?>[] {VirtualChannel.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "call" -> agent.call((Callable<?, ?>) arguments[0]);
                    case "export" -> arguments[1];
                    default -> throw new AssertionError(method);
                });
        return new AgentTransfer(
                null,
                new FilePath(channel, "folder"),
                new TransferOrigin(
                        null, Direction.UPLOAD, "https://gitlab.example.com", "7", "agent", "app", "1.0", "", true),
                TaskListener.NULL);
    }

    private static void refused(String why, AnswerCheck check, List<TransferredFile> files) {
        AbortException failure = assertThrows(AbortException.class, () -> check.check(files));
        oneLine(failure);
        assertThat(failure.getMessage(), containsString(why));
    }

    private static AnswerCheck download(String version) {
        return new AnswerCheck(
                REGISTRY, new TransferWork.Download(DownloadRequest.of(PackageSource.of("app", version), ALL, "", "")));
    }

    private static AgentAnswer answer() {
        return new AgentAnswer(new ArrayList<>(List.of(file("a.txt"))), null, null);
    }

    private static TransferredFile of(String name, String version) {
        return file(new GenericPackage(name, version), "a.txt", "a.txt", URL + "a.txt");
    }

    private static TransferredFile file(String name) {
        return file(APP, name, "a.txt", URL + "a.txt");
    }

    private static TransferredFile file(GenericPackage owner, String name, String path, String url) {
        return new TransferredFile(
                new PackageFile(owner, new PackageFileName(name)),
                path,
                new FileContent(5, new Sha256(SHA256), null),
                url,
                Verifier.GITLAB,
                false);
    }

    private static byte[] replaced(byte[] bytes, String text, String other) {
        assertThat(other.length(), is(text.length()));
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(text, other)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
