package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.nullValue;
import static org.hamcrest.MatcherAssert.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class PackageListsTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Test
    public void hiddenPackagesAreNotListed() throws Exception {
        calls.put(PACKAGE + "f?status=hidden", "x");
        assertThat(calls.get(PROJECT).body(), is("[]"));
        assertThat(calls.get(PACKAGE + "f").body(), is("x"));
    }

    @Test
    public void listsArePagedAndFuzzy() throws Exception {
        calls.registry().addFiles(7, "app", "1.0", 45);
        calls.registry().addFiles(7, "myapp2", "1.0", 1);
        calls.registry().addFiles(7, "app", "2.0", 1);
        assertThat(
                new JSONArray(calls.get(PROJECT + "?package_name=App&package_version=1.0")
                                .body())
                        .length(),
                is(2));
        calls.registry().options().versionFilter(false);
        assertThat(
                new JSONArray(calls.get(PROJECT + "?package_name=app&package_version=1.0")
                                .body())
                        .length(),
                is(3));

        HttpResponse<String> page = calls.get(PROJECT + "/1/package_files?page=2&per_page=20");
        assertThat(new JSONArray(page.body()).getJSONObject(0).getString("file_name"), is("file-0021.txt"));
        assertThat(page.headers().firstValue("x-next-page").orElse(null), is("3"));
        assertThat(page.headers().firstValue("x-total").orElse(null), is("45"));
        assertThat(page.headers().firstValue("Link").orElse(""), containsString("page=3&per_page=20>; rel=\"next\""));
        calls.registry().options().totals(false);
        HttpResponse<String> last = calls.get(PROJECT + "/1/package_files?page=3");
        assertThat(new JSONArray(last.body()).length(), is(5));
        assertThat(last.headers().firstValue("x-next-page").orElse(null), is(""));
        assertThat(last.headers().firstValue("x-total").orElse(null), nullValue());
    }

    @Test
    public void listsAreOrderedAsAsked() throws Exception {
        for (String version : new String[] {"1.0", "3.0", "2.0"}) {
            calls.registry().addFiles(7, "app", version, 1);
            // The order of creation is told in milliseconds.
            long created = System.currentTimeMillis();
            while (System.currentTimeMillis() == created) {
                Thread.onSpinWait();
            }
        }
        assertThat(versions(""), is("1.0 3.0 2.0"));
        assertThat(versions("?order_by=created_at&sort=desc"), is("2.0 3.0 1.0"));
        assertThat(versions("?sort=desc&per_page=1"), is("2.0"));
        assertThat(versions("?order_by=version"), is("1.0 2.0 3.0"));
        assertThat(versions("?order_by=type"), is("1.0 3.0 2.0"));
        assertThat(versions("?package_version=3.0"), is("3.0"));
        assertThat(versions("?package_version=3"), is(""));
        calls.registry().options().older();
        assertThat(versions("?package_version=3.0"), is("1.0 3.0 2.0"));
        assertThat(
                calls.get(PROJECT + "?order_by=size").body(),
                is("{\"error\":\"order_by does not have a valid value\"}"));
        assertThat(calls.get(PROJECT + "?sort=up").statusCode(), is(400));
    }

    private String versions(String query) throws Exception {
        JSONArray list = new JSONArray(calls.get(PROJECT + query).body());
        return IntStream.range(0, list.length())
                .mapToObj(i -> list.getJSONObject(i).getString("version"))
                .collect(Collectors.joining(" "));
    }

    @Test
    public void aPackageIsShownAndDeleted() throws Exception {
        calls.put(PACKAGE + "f", "old");
        calls.put(PACKAGE + "g", "old");
        JSONObject shown = new JSONObject(calls.get(PROJECT + "/1").body());
        assertThat(shown.getString("name") + " " + shown.getString("version"), is("app 1.0"));
        assertThat(
                calls.request("DELETE", PROJECT + "/1", "", "JOB-TOKEN", "glcbt-stand-in")
                        .statusCode(),
                is(403));
        assertThat(calls.send("DELETE", PROJECT + "/1", "").statusCode(), is(204));
        assertThat(calls.get(PROJECT + "/1").statusCode(), is(404));
        assertThat(calls.send("DELETE", PROJECT + "/1", "").statusCode(), is(404));
        assertThat(calls.get(PACKAGE + "f").statusCode(), is(404));

        calls.put(PACKAGE + "f", "new");
        calls.registry().close();
        calls.start();
        assertThat(calls.get(PROJECT + "/1").statusCode(), is(404));
        assertThat(calls.get(PROJECT + "/2/package_files").statusCode(), is(200));
        assertThat(calls.get(PACKAGE + "f").body(), is("new"));
        assertThat(calls.get(PACKAGE + "g").statusCode(), is(404));
        calls.registry().packageStatus(7, "app", "1.0", "hidden");
        assertThat(calls.get(PROJECT + "/2").statusCode(), is(404));
    }

    @Test
    public void aProjectIsShownByIdAndPath() throws Exception {
        JSONObject shown = new JSONObject(calls.get("/api/v4/projects/7").body());
        assertThat(shown.getLong("id"), is(7L));
        assertThat(shown.getString("path_with_namespace"), is("group/sub/app"));
        assertThat(
                shown.getJSONObject("permissions")
                        .getJSONObject("project_access")
                        .getInt("access_level"),
                is(40));
        assertThat(shown.getString("web_url"), is(calls.registry().url() + "/group/sub/app"));
        assertThat(calls.get("/api/v4/projects/group%2Fsub%2Fapp?license=true").body(), is(shown.toString()));
        assertThat(calls.get("/api/v4/projects/9").statusCode(), is(404));
        HttpResponse<String> moved = calls.get("/api/v4/projects/old%2Fapp");
        assertThat(
                moved.headers().firstValue("Location").orElse(""),
                is(calls.registry().url() + "/api/v4/projects/7"));
        // A job token opens no such page.
        assertThat(calls.as("JOB-TOKEN", "glcbt-stand-in", "/api/v4/projects/7").substring(0, 3), is("404"));
        assertThat(calls.as("X-None", "", "/api/v4/projects/8").substring(0, 3), is("200"));
    }

    @Test
    public void movedProjectsRedirectListsOnly() throws Exception {
        String old = "/api/v4/projects/old%2Fapp/packages";
        assertThat(calls.put(old + "/generic/app/1.0/f", "x").statusCode(), is(201));
        HttpResponse<String> list = calls.get(old + "?package_name=app");
        assertThat(list.statusCode(), is(301));
        assertThat(
                list.headers().firstValue("Location").orElse(""),
                is(calls.registry().url() + "/api/v4/projects/7/packages?package_name=app"));
        assertThat(calls.send("DELETE", old + "/1/package_files/1", "").statusCode(), is(405));
    }
}
