package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.File;
import org.junit.Rule;
import org.junit.Test;

public class NearMissTest {
    private static final String QUOTES =
            ". Nothing has replaced ${…} in it: single quotes keep it as it is, double quotes do not";

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void aFolderAsPatternIsRecognised() throws Exception {
        handoff.write("dist/a.txt", 1);
        handoff.store("docs%2Fb.txt", "x");
        assertThat(
                message(() -> handoff.upload(matching("dist", ""))),
                endsWith("(set allowEmpty if that is all right). 'dist' is a folder: 'dist/**' matches what is in it"));
        assertThat(
                message(() -> handoff.download(matching("docs", ""))),
                endsWith(". 'docs' is a folder: 'docs/**' matches what is in it"));
    }

    @Test
    public void patternsThatDoNotBeginInDirAreRecognised() throws Exception {
        handoff.write("dd/a.txt", 1);
        assertThat(
                message(() -> handoff.upload(matching("x,./dd/**", ""))),
                endsWith(". Leave out './' in './dd/**': patterns begin in 'dir'"));
        assertThat(
                message(() -> handoff.upload(matching(handoff.workspace() + "/dd/**", ""))),
                endsWith("/dd/**' is absolute, and patterns begin in 'dir': give the folder there"));
    }

    @Test
    public void aPatternAsFileIsRecognised() {
        // On Windows, no file can be called so.
        Class<? extends Exception> expected =
                File.separatorChar == '/' ? RegistryException.class : InvalidRequestException.class;
        Exception failure = assertThrows(expected, () -> handoff.upload(one("dist/*.zip")));
        assertThat(failure.getMessage(), containsString("dist/*.zip"));
        assertThat(failure.getMessage(), endsWith(". 'file' takes no pattern, but 'includes' does"));
    }

    @Test
    public void aVariableInSingleQuotesIsRecognised() {
        assertThat(message(() -> handoff.upload(one("a-${BUILD_NUMBER}.zip"))), endsWith(".zip" + QUOTES));
        assertThat(message(() -> handoff.upload(matching("${OUT}/**", ""))), endsWith(" right)" + QUOTES));
        assertThat(message(() -> handoff.download(one("a-${BUILD_NUMBER}.zip"))), endsWith(QUOTES));
        assertThat(
                assertThrows(InvalidRequestException.class, () -> new GenericPackage("app", "${BUILD_NUMBER}"))
                        .getMessage(),
                endsWith(QUOTES));
    }

    @Test
    public void nothingIsGuessedWithoutASign() {
        assertThat(NamePatterns.nearMiss("*.zip, a/b", path -> false), is(""));
        assertThat(LocalPaths.nearMiss("a/b.zip"), is(""));
    }
}
