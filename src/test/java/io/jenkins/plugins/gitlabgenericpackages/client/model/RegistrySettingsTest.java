package io.jenkins.plugins.gitlabgenericpackages.client.model;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.Serialized;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.Timeout;

public class RegistrySettingsTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    private final Token token = Token.of("glpat-s3cret", TokenType.AUTO);
    private final ProxySettings proxy =
            new ProxySettings("proxy.example.com", 3128, "ann", "pr0xy", List.of("*.local"));

    @Test
    public void projectIsANumberOrAFullPath() {
        assertThat(settings("42").registry().address().toString(), is("https://gitlab.example.com/api/v4/projects/42"));
        for (String path : new String[] {"group/sub/my.app_1-x", " group%2Fsub%2fmy.app_1-x "}) {
            assertThat(
                    settings(path).registry().address().toString(),
                    is("https://gitlab.example.com/api/v4/projects/group%2Fsub%2Fmy.app_1-x"));
        }
    }

    @Test
    public void projectIdThatCannotBeIsRefused() {
        assertThat(refused(() -> settings(" ")), startsWith("projectId is missing"));
        assertThat(refused(() -> settings(null)), startsWith("projectId is missing"));
        for (String id :
                new String[] {"app", "group/", "/app.git", "a/../b", "a b/c", "a/b?c", "-1", "ftp://a/b", "//"}) {
            assertThat(refused(() -> settings(id)), startsWith("projectId '" + id + "' is neither a number nor"));
        }
    }

    @Test
    public void projectIsFoundInItsAddress() {
        for (String address : List.of(
                "https://gitlab.example.com/group/app",
                "http://GitLab.Example.com:8080/group/app/",
                "https://gitlab.example.com/group/app.git",
                "https://ci:s3cret@gitlab.example.com/group/app.git",
                "https://gitlab.example.com/group/app/-/packages/7?x=/a/b#c",
                "https://gitlab.example.com/group/app/-/packages",
                "https://gitlab.example.com/group/app/-/tree/main",
                "https://gitlab.example.com/group/app/-",
                "https://gitlab.example.com/api/v4/projects/group%2Fapp",
                "https://gitlab.example.com/api/v4/projects/group%2fapp/packages/generic/a/1/f.git",
                "ssh://git@gitlab.example.com:2222/group/app.git",
                "git@gitlab.example.com:group/app.git",
                "/group/app/",
                "group/app.git")) {
            assertThat(address, settings(address).registry().projectId(), is("group/app"));
        }
        assertThat(
                new Registry("https://example.com/git/api/v4", "https://example.com/git/group/app", token).projectId(),
                is("group/app"));
        assertThat(ProjectId.checked("https://elsewhere.example.com/group/app"), is("group/app"));
        for (String address : List.of(
                "https://gitlab.example.com/api/v4/projects/42",
                "https://gitlab.example.com/api/v4/projects/42/packages/generic/app/1.0/a.zip",
                "https://gitlab.example.com/projects/42",
                "/api/v4/projects/42/")) {
            assertThat(address, settings(address).registry().projectId(), is("42"));
        }
        assertThat(
                new Registry("https://example.com/git/api/v4", "https://example.com/git/api/v4/projects/42", token)
                        .projectId(),
                is("42"));
    }

    @Test
    public void addressOfAnotherGitLabIsToldWithoutItsPassword() {
        assertThat(
                refused(() -> settings("https://ci:s3cret@gitlab.com/group/app")),
                is("projectId is an address at gitlab.com, but gitlabUrl is https://gitlab.example.com: give the path"
                        + " of the project there, or the other gitlabUrl"));
        assertThat(refused(() -> settings("git@gitlab.com:group/app.git")), containsString("address at gitlab.com"));
        for (String noPath : List.of(
                "https://ci:s3cret@gitlab.example.com/",
                "https://ci:s3cret@gitlab.example.com/app",
                "ftp://ci:s3cret@gitlab.example.com/a/b")) {
            assertThat(refused(() -> settings(noPath)), containsString("is neither a number nor"));
            assertThat(refused(() -> settings(noPath)), not(containsString("s3cret")));
        }
    }

    @Test
    public void limitsAreSaid() {
        for (int limit : new int[] {0, 1, 32}) {
            assertThat(settings("1", limit, 5).parallel(), is(limit));
        }
        for (int limit : new int[] {0, 100}) {
            assertThat(settings("1", 4, limit).retries(), is(limit));
        }
        for (int parallel : new int[] {-1, 33}) {
            assertThat(refused(() -> settings("1", parallel, 5)), is("parallel must be from 0 to 32"));
        }
        for (int retries : new int[] {-1, 101}) {
            assertThat(refused(() -> settings("1", 4, retries)), is("retries must be from 0 to 100"));
        }
    }

    @Test
    public void whereIsTheProjectAndTheOriginOfItsGitLab() {
        assertThat(settings("group/app").registry().where(), is("group/app at https://gitlab.example.com"));
    }

    @Test
    public void proxyIsKnownWhereThereIsOne() {
        assertThat(settings("1").network().knownProxy(), is(Optional.of(proxy)));
        assertThat(Handoff.DIRECT.knownProxy(), is(Optional.empty()));
    }

    @Test
    public void certificatesThatCannotBeReadAreRefused() {
        assertThat(
                refused(() -> new Network(null, "no certificate", "CA certificates of this GitLab", Timeouts.DEFAULT)),
                startsWith("CA certificates of this GitLab: "));
    }

    @Test
    public void wrongAddressIsRefusedBeforeAnythingIsSent() {
        assertThat(refused(() -> new Registry("gitlab", "1", token)), startsWith("gitlabUrl is wrong"));
    }

    @Test
    public void textShowsNoSecret() {
        String text = settings("1").toString();
        assertThat(text, not(containsString("s3cret")));
        assertThat(text, not(containsString("pr0xy")));
        assertThat(text, containsString("token=PRIVATE-TOKEN"));
        assertThat(text, containsString("proxy=proxy.example.com:3128"));
    }

    @Test
    public void allThatGoesToAnAgentSurvivesTheTravel() throws Exception {
        RegistrySettings settings = settings("group/app");
        RegistrySettings arrived = travelled(settings);
        assertThat(arrived.registry().address(), is(settings.registry().address()));
        assertThat(arrived.network().proxy(), is(proxy));
        assertThat(arrived.network().timeouts(), is(Timeouts.DEFAULT));
        assertThat(arrived.registry().token().kind(), is("PRIVATE-TOKEN"));
        FileSelection files = new FileSelection("", "", "**", "b", "c", "d", true, true);
        UploadRequest upload = new UploadRequest(new GenericPackage("app", "1.0"), files, IfExists.ADD, true, null);
        assertThat(travelled(upload), is(upload));
        DownloadRequest download = DownloadRequest.of(PackageSource.of("app", "1.0"), files, "", "");
        assertThat(travelled(download), is(download));
        TransferredFile file = new TransferredFile(
                new PackageFile(new GenericPackage("app", "1.0"), new PackageFileName("a")),
                "b",
                new FileContent(5, Sha256.OF_NOTHING, null),
                "https://gitlab",
                Verifier.GITLAB,
                true);
        assertThat(travelled(file), is(file));
    }

    @SuppressWarnings("unchecked")
    private static <T> T travelled(T object) throws IOException, ClassNotFoundException {
        return (T) Serialized.object(Serialized.bytes(object));
    }

    private RegistrySettings settings(String projectId) {
        return settings(projectId, 4, 5);
    }

    private RegistrySettings settings(String projectId, int parallel, int retries) {
        return new RegistrySettings(
                new Registry("https://gitlab.example.com", projectId, token),
                new Network(proxy, "", "", Timeouts.DEFAULT),
                parallel,
                retries,
                Verify.IF_TOLD,
                false);
    }

    private static String refused(ThrowingRunnable making) {
        return assertThrows(InvalidRequestException.class, making).getMessage();
    }

    @Test(timeout = 5000)
    public void aProjectOfAHundredThousandFoldersIsRefused() {
        String path = "a" + "/b".repeat(100_000);
        String message = refused(() -> ProjectId.checked(path));
        assertThat(message, startsWith("projectId 'a/b/b"));
        assertThat(message.length(), is(1001));
        String longest = "a/" + "b".repeat(1022);
        assertThat(ProjectId.checked(longest), is(longest));
        refused(() -> ProjectId.checked(longest + "b"));
    }
}
