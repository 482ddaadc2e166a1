package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.nullValue;
import static org.hamcrest.MatcherAssert.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
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
