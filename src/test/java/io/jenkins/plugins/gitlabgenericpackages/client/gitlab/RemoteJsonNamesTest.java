package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class RemoteJsonNamesTest {
    private static final Instant TIME = Instant.parse("2026-01-01T12:00:00Z");

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void allThatGitLabTellsIsTaken() throws Exception {
        Sha256 sha256 = new Sha256("1".repeat(64));
        JSONObject file = new JSONObject()
                .put("id", 5)
                .put("package_id", 6)
                .put("file_name", "a%2Fb")
                .put("size", 0)
                .put("file_sha256", sha256.hex())
                .put("file_md5", "2".repeat(32))
                .put("created_at", "2026-01-01T12:00:00.000Z");
        assertThat(
                RemoteJson.fileOf(file),
                is(new RemoteFile(
                        6,
                        5,
                        new PackageFileName("a/b"),
                        new RemoteContent(OptionalLong.of(0), Optional.of(sha256)),
                        Optional.of(TIME))));
        JSONObject found = new JSONObject()
                .put("id", 7)
                .put("name", "app")
                .put("version", "1.0")
                .put("status", "hidden")
                .put("created_at", "2026-01-01T14:00:00.000+02:00");
        assertThat(
                RemoteJson.packageOf(found), is(new RemotePackage(7, "app", "1.0", "hidden", Optional.of(TIME), "")));
        found.put("_links", new JSONObject().put("web_path", "/group/app/-/packages/7"));
        assertThat(RemoteJson.packageOf(found).webPath(), is("/group/app/-/packages/7"));
    }

    @Test
    public void whatIsMissingOrMakesNoSenseIsNotKnown() throws Exception {
        RemoteFile nothing = new RemoteFile(0, 0, new PackageFileName(""), RemoteContent.UNKNOWN, Optional.empty());
        assertThat(RemoteJson.fileOf(new JSONObject()), is(nothing));
        JSONObject nonsense = new JSONObject()
                .put("id", "x")
                .put("size", -1)
                .put("file_sha256", "x")
                .put("file_md5", JSONObject.NULL)
                .put("created_at", "yesterday");
        assertThat(RemoteJson.fileOf(nonsense), is(nothing));
        assertThat(
                RemoteJson.packageOf(new JSONObject()),
                is(new RemotePackage(0, "", "", "default", Optional.empty(), "")));
    }

    @Test
    public void namesBecomePrintable() throws Exception {
        JSONObject json =
                new JSONObject().put("name", "a\nb").put("version", "1\u001b").put("file_name", "c%0Ad\u202e");
        assertThat(RemoteJson.packageOf(json).name(), is("a?b"));
        assertThat(RemoteJson.packageOf(json).version(), is("1?"));
        assertThat(RemoteJson.fileOf(json).name().value(), is("c?d?"));
    }

    @Test
    public void namesLongerThanAnyAreRefused() throws Exception {
        String longest = "a".repeat(1024);
        assertThat(
                RemoteJson.fileOf(new JSONObject().put("file_name", longest))
                        .name()
                        .value(),
                is(longest));
        for (String key : new String[] {"name", "version"}) {
            JSONObject json = new JSONObject().put(key, longest + "a");
            assertThrows(key, RegistryException.class, () -> RemoteJson.packageOf(json));
        }
        JSONObject json = new JSONObject().put("file_name", longest + "a");
        assertThat(
                assertThrows(RegistryException.class, () -> RemoteJson.fileOf(json))
                        .getMessage(),
                is("GitLab tells a name of 1025 characters; it takes none of more than 1024"));
    }
}
