package io.jenkins.plugins.gitlabgenericpackages.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.stream.Collectors;
import org.junit.Test;

public class PlatformTest {
    @Test
    public void javasNamesBecomeOnesOfFiles() {
        assertThat(Platform.of("Linux", "amd64", false), is(new Platform("linux", "amd64")));
        assertThat(Platform.of("Linux", "x86_64", true), is(new Platform("linux-musl", "amd64")));
        assertThat(Platform.of("Windows Server 2022", "amd64", false), is(new Platform("windows", "amd64")));
        assertThat(Platform.of("Windows 10", "x86", false), is(new Platform("windows", "x86")));
        assertThat(Platform.of("Mac OS X", "aarch64", false), is(new Platform("mac", "arm64")));
        assertThat(Platform.of("Mac OS X", "x86_64", false), is(new Platform("mac", "amd64")));
        assertThat(Platform.of("Linux", "aarch64", false), is(new Platform("linux", "arm64")));
        assertThat(Platform.of("Linux", "arm", false), is(new Platform("linux", "arm")));
        assertThat(Platform.of("Linux", "armv7l", false), is(new Platform("linux", "arm")));
        assertThat(Platform.of("Linux", "i386", false), is(new Platform("linux", "x86")));
        for (String arch : new String[] {"ppc64le", "s390x", "riscv64"}) {
            assertThat(Platform.of("Linux", arch, false), is(new Platform("linux", arch)));
        }
        assertThat(Platform.of("FreeBSD", "amd64", false), is(new Platform("freebsd", "amd64")));
        assertThat(Platform.of("AIX/../", "ppc64", false), is(new Platform("aix", "ppc64")));
    }

    @Test
    public void nameOfAFileIsFilledIn() {
        Platform platform = new Platform("linux-musl", "arm64");
        assertThat(platform.fill("jdk-{os}-{arch}.tar.gz"), is("jdk-linux-musl-arm64.tar.gz"));
        assertThat(platform.fill("{os}/{arch}/{os}"), is("linux-musl/arm64/linux-musl"));
        assertThat(platform.fill("jq"), is("jq"));
        assertThat(Platform.isNamedIn("jq"), is(false));
        assertThat(Platform.isNamedIn("{arch}/jq"), is(true));
    }

    @Test
    public void thisMachineHasAName() {
        assertThat(Platform.all().collect(Collectors.toSet()), hasItem(Platform.here()));
        assertThat(Platform.here().toString(), not(is("")));
    }
}
