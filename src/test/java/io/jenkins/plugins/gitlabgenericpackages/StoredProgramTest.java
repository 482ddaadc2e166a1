package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.Serialized;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What a Pipeline that runs stores of the plugin is read by each version to come. */
public class StoredProgramTest {
    /** The plugin's classes in it are stored for ever: none may be renamed, nor lose a field. */
    private static final Pattern CLASS = Pattern.compile("io\\.jenkins\\.plugins\\.[A-Za-z.$]+");

    @ClassRule
    public static final JenkinsRule j = new JenkinsRule();

    @Test
    public void ofAFileNoClassOfTheClientIsStored() throws Exception {
        byte[] stored = Serialized.bytes(file());
        assertThat(classes(stored), contains("io.jenkins.plugins.gitlabgenericpackages.builds.StoredFile"));
        same((GenericPackageFile) Serialized.object(stored));
    }

    @Test
    public void fileThatTheFirstVersionStoredIsRead() throws Exception {
        same((GenericPackageFile) Serialized.object(first("file")));
    }

    @Test
    public void ofAStepOnlyItsArgumentsAreStored() throws Exception {
        byte[] stored = Serialized.bytes(new StoredStep(step()));
        assertThat(classes(stored), containsInAnyOrder("io.jenkins.plugins.gitlabgenericpackages.StoredStep"));
        j.assertEqualDataBoundBeans(step(), ((StoredStep) Serialized.object(stored)).step());
    }

    @Test
    public void stepThatTheFirstVersionStoredIsRead() throws Exception {
        StoredStep stored = (StoredStep) Serialized.object(first("step"));
        j.assertEqualDataBoundBeans(step(), stored.step());
    }

    /** Returns what the first version stored. Never made anew. */
    private static byte[] first(String name) throws IOException {
        try (InputStream in = StoredProgramTest.class.getResourceAsStream("StoredProgramTest/" + name + ".base64")) {
            return Base64.getMimeDecoder().decode(in.readAllBytes());
        }
    }

    private static List<String> classes(byte[] stored) {
        return CLASS.matcher(new String(stored, StandardCharsets.ISO_8859_1))
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
    }

    private static GitLabGenericUploadStep step() {
        GitLabGenericUploadStep step = new GitLabGenericUploadStep("app", "1.0");
        step.setProjectId("7");
        step.setTokenType(TokenType.DEPLOY);
        step.setIncludes("**");
        step.setIfExists(IfExists.ADD);
        step.setVerify(Verify.REQUIRED);
        step.setParallel(2);
        step.setHidden(true);
        return step;
    }

    private static GenericPackageFile file() {
        TransferredFile file = new TransferredFile(
                new PackageFile(new GenericPackage("app", "1.4.2"), new PackageFileName("d/a.txt")),
                "in/d/a.txt",
                new FileContent(5, Sha256.OF_NOTHING, null),
                "https://gitlab.example.com/api/v4/projects/7/packages/generic/app/1.4.2/d/a.txt",
                Verifier.GITLAB,
                true);
        return new GenericPackageFile(file, "^1.4");
    }

    private static void same(GenericPackageFile read) {
        GenericPackageFile file = file();
        assertThat(read.getFileName(), is(file.getFileName()));
        assertThat(read.getPath(), is(file.getPath()));
        assertThat(read.getPackageName() + " " + read.getPackageVersion(), is("app 1.4.2"));
        assertThat(read.getPackageVersionRule(), is("^1.4"));
        assertThat(read.getSize(), is(5L));
        assertThat(read.getSha256(), is(file.getSha256()));
        assertThat(read.getUrl(), is(file.getUrl()));
        assertThat(read.getVerifiedBy(), is("GITLAB"));
        assertThat(read.isSkipped(), is(true));
    }
}
