package io.jenkins.plugins.gitlabgenericpackages.client;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class LocalMd5Test {
    private static final Md5 OF_A = new Md5("0cc175b9c0f1b6a831c399e269772661");
    private static final Md5 TOLD = new Md5("1".repeat(32));

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void ofWhatWasNotMovedItIsComputedWhereGitLabHasNotToldIt() throws Exception {
        Path base = folder.getRoot().toPath();
        Files.writeString(base.resolve("a"), "a");
        String absolute = base.resolve("a").toString();
        assertThat(
                LocalMd5.complete(
                        base, List.of(file("a", null), file(absolute, null), file("a", TOLD), file("gone", null))),
                is(List.of(file("a", OF_A), file(absolute, OF_A), file("a", TOLD), file("gone", null))));
    }

    private static TransferredFile file(String path, Md5 md5) {
        return new TransferredFile(
                new PackageFile(new GenericPackage("app", "1.0"), new PackageFileName("f")),
                path,
                new FileContent(1, Sha256.OF_NOTHING, md5),
                "",
                Verifier.GITLAB,
                true);
    }
}
