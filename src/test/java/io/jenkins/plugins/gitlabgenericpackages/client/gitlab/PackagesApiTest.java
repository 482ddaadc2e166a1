package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.EventLog;
import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.InstantClock;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback;
import io.jenkins.plugins.gitlabgenericpackages.client.http.RequestBody;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class PackagesApiTest {
    private static final PackageFile FILE =
            new PackageFile(new GenericPackage("a+b", "1.0"), new PackageFileName("c d/e"));
    private static final RequestBody EMPTY = new RequestBody() {
        @Override
        public long length() {
            return 0;
        }

        @Override
        public void writeTo(OutputStream out) {}
    };

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    @Test
    public void aFileIsSentToItsAddress() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.serve("201 Created", "");
            peer.serve("201 Created", "");
        });
        PackagesApi api = api(server);
        api.put(FILE, false, EMPTY).close();
        api.put(FILE, true, EMPTY).close();
        String target = "/api/v4/projects/group%2Fapp/packages/generic/a%2Bb/1.0/c%20d/e";
        assertThat(api.address(FILE), is(server.address(target)));
        assertThat(server.heads().get(0), startsWith("PUT " + target + "?select=package_file HTTP/1.1\r\n"));
        assertThat(
                server.heads().get(1), startsWith("PUT " + target + "?select=package_file&status=hidden HTTP/1.1\r\n"));
    }

    @Test
    public void whatGitLabStoredIsReadFromItsAnswer() throws Exception {
        assertThat(
                stored("{\"id\":5,\"package_id\":6,\"size\":7,\"file_name\":\"f\"}")
                        .id(),
                is(5L));
        assertThat(stored("").content(), is(RemoteContent.UNKNOWN));
        String most = " ".repeat(64 * 1024 - 8) + "{\"id\":5}";
        assertThat(stored(most).id(), is(5L));
        assertThat(
                assertThrows(RegistryException.class, () -> stored(" " + most)).getMessage(),
                containsString("more than 65536 bytes of JSON"));
        assertThat(
                assertThrows(RegistryException.class, () -> stored("[]")).getMessage(),
                containsString("not as GitLab does"));
    }

    @Test
    public void aDeletedFileIsDeleted() throws Exception {
        for (String answer : new String[] {"204 No Content", "200 OK"}) {
            ScriptedServer server = loopback.serve(peer -> {
                peer.readHead();
                peer.send("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n");
            });
            delete(server);
            assertThat(
                    server.heads().get(0),
                    startsWith("DELETE /api/v4/projects/group%2Fapp/packages/6/package_files/5 HTTP/1.1\r\n"));
        }
        ScriptedServer refusing = loopback.serve(peer -> peer.serve("403 Forbidden", ""));
        assertThat(
                assertThrows(RegistryException.class, () -> delete(refusing)).getMessage(),
                startsWith("Failed to delete a copy of f at "));
    }

    @Test
    public void whatIsNotFoundToDeleteHasToBeGoneFromTheList() throws Exception {
        delete(afterNotFound("200 OK", "[{\"id\":4,\"package_id\":6,\"file_name\":\"f\"}]"));
        ScriptedServer there = afterNotFound("200 OK", "[{\"id\":5,\"package_id\":6,\"file_name\":\"f\"}]");
        assertThat(
                assertThrows(RegistryException.class, () -> delete(there)).getMessage(),
                is("Failed to delete a copy of f: GitLab answered status 404: Not Found, but still lists file 5"));
        ScriptedServer hidden = afterNotFound("404 Not Found", "{\"message\":\"404 Not found\"}");
        assertThat(
                assertThrows(RegistryException.class, () -> delete(hidden)).getMessage(),
                is("Failed to delete a copy of f: GitLab answered status 404: Not Found, and cannot list the package:"
                        + " file 5 may still be there"));
    }

    private ScriptedServer afterNotFound(String status, String list) throws IOException {
        return loopback.serve(peer -> {
            while (true) {
                boolean isList = peer.readHead().startsWith("GET ");
                peer.answer(isList ? status : "404 Not Found", isList ? list : "{\"message\":\"404 Not Found\"}");
            }
        });
    }

    @Test
    public void onlyWhatIsCalledExactlySoIsFound() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            while (true) {
                peer.serve(
                        "200 OK",
                        "[{\"name\":\"app\",\"version\":\"1.0\"},{\"name\":\"app\",\"version\":\"1.0.1\"},"
                                + "{\"name\":\"App\",\"version\":\"1.0\"},{\"name\":\"app-x\",\"version\":\"1.0\"}]");
            }
        });
        assertThat(
                api(server).lists().versions("app").stream()
                        .map(RemotePackage::version)
                        .toList(),
                is(List.of("1.0", "1.0.1")));
        assertThat(api(server).lists().find(new GenericPackage("app", "1.0")).size(), is(1));
        assertThat(server.heads().get(1), containsString("&package_name=app&package_version=1.0&page=1&per_page=100 "));
    }

    @Test
    public void anEmptyPageIsTheLastWhateverItSays() throws Exception {
        ScriptedServer server = loopback.serve(peer -> peer.serve("200 OK\r\nx-next-page: 2", "[]"));
        assertThat(api(server).lists().versions("app").size(), is(0));
        assertThat(server.heads().size(), is(1));
        assertThat(
                server.heads().get(0),
                startsWith("GET /api/v4/projects/group%2Fapp/packages?package_type=generic&package_name=app"
                        + "&page=1&per_page=100 HTTP/1.1\r\n"));
    }

    @Test
    public void withoutAWordOfTheNextAFullPageIsFollowedByAnother() throws Exception {
        String entry = "{\"name\":\"app\",\"version\":\"1\"}";
        ScriptedServer server = loopback.serve(peer -> {
            peer.serve("200 OK", "[" + (entry + ",").repeat(99) + entry + "]");
            peer.serve("200 OK", "[" + (entry + ",").repeat(98) + entry + "]");
        });
        assertThat(api(server).lists().versions("app").size(), is(199));
    }

    @Test
    public void aNextPageThatIsNoneIsTheEnd() throws Exception {
        for (String next : new String[] {"", "x", "-1", "1", "0", "9999999999"}) {
            ScriptedServer server =
                    loopback.serve(peer -> peer.serve("200 OK\r\nx-next-page: " + next, "[{\"name\":\"app\"}]"));
            assertThat(next, api(server).lists().versions("app").size(), is(1));
        }
    }

    private RemoteFile stored(String answer) throws Exception {
        ScriptedServer server = loopback.serve(peer -> peer.serve("201 Created", answer));
        PackagesApi api = api(server);
        try (Response response = api.put(FILE, false, EMPTY)) {
            return api.stored(response);
        }
    }

    private void delete(ScriptedServer server) throws Exception {
        RemoteFile file = new RemoteFile(6, 5, new PackageFileName("f"), RemoteContent.UNKNOWN, Optional.empty());
        new Deletions(api(server), retry()).delete(file);
    }

    private PackagesApi api(ScriptedServer server) {
        Registry registry = new Registry(server.address("").origin(), "group/app", Token.anonymous());
        return new PackagesApi(registry, loopback.transport(), retry(), () -> 1);
    }

    private static Retry retry() {
        return new Retry(0, new InstantClock(), new EventLog(), "", Handoff.DIRECT);
    }
}
