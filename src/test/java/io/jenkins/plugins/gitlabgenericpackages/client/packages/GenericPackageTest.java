package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class GenericPackageTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void namesAndVersionsThatGitLabAccepts() {
        for (String name : new String[] {"app", "my.app-2_x+y", "0", ".hidden", "A", "a".repeat(1024)}) {
            GenericPackage.checkName(name);
        }
        for (String version : new String[] {
            "1.2.3",
            "1.2",
            "1.2.bananas",
            "v1.2.4-build",
            "90df70f5f3e7b4a9bd8c3d3b",
            "1.0+meta",
            "1_0",
            "latest",
            "1".repeat(1024)
        }) {
            GenericPackage.checkVersion(version);
        }
    }

    @Test
    public void namesThatGitLabRefuses() {
        for (String name : new String[] {"a b", "a/b", "%2e", "ä", "a@b", "..", ".", "a\n"}) {
            assertThat(
                    refusedName(name),
                    startsWith("packageName '" + name.replace('\n', ' ') + "' is refused by GitLab: "));
        }
    }

    @Test
    public void versionsThatGitLabRefuses() {
        for (String version : new String[] {"..1.2.3", "1..2", "1.2.3-4/../../", "%2e%2e%2f1.2.3", ".", "1 2", "1~2"}) {
            assertThat(refusedVersion(version), startsWith("packageVersion '" + version + "' is refused by GitLab: "));
        }
    }

    @Test
    public void absurdlyLongOnesAreRefused() {
        assertThat(refusedName("a".repeat(1025)), startsWith("packageName 'aaa"));
        assertThat(refusedVersion("1".repeat(1025)), startsWith("packageVersion '111"));
    }

    @Test
    public void missingOnesAreNamed() {
        for (String missing : new String[] {null, "", " "}) {
            assertThat(refusedName(missing), is("packageName is missing: give the name of the package in GitLab"));
            assertThat(
                    refusedVersion(missing),
                    is("packageVersion is missing: give the version of the package, such as 1.0"));
        }
    }

    @Test
    public void textIsNameAndVersion() {
        assertThat(new GenericPackage("app", "1.0").toString(), is("app 1.0"));
    }

    private static String refusedName(String name) {
        return assertThrows(InvalidRequestException.class, () -> new GenericPackage(name, "1"))
                .getMessage();
    }

    private static String refusedVersion(String version) {
        return assertThrows(InvalidRequestException.class, () -> new GenericPackage("app", version))
                .getMessage();
    }
}
