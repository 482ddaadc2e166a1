package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What the status of a package lets others see of it and do with it. */
public class PackageStatusTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Test
    public void statusesOpenAndShutTheRoutes() throws Exception {
        calls.put(PACKAGE + "f", "x");
        // Listed unasked, shown, its files listed, downloaded.
        assertThat(seen("default"), is(List.of(true, true, true, true)));
        assertThat(seen("deprecated"), is(List.of(true, true, true, true)));
        assertThat(seen("error"), is(List.of(true, false, true, false)));
        assertThat(seen("hidden"), is(List.of(false, false, false, true)));
        assertThat(seen("processing"), is(List.of(false, false, false, false)));
        assertThat(seen("pending_destruction"), is(List.of(false, false, false, false)));
    }

    private List<Boolean> seen(String status) throws Exception {
        calls.registry().packageStatus(7, "app", "1.0", status);
        assertThat(count(PROJECT + "?status=" + status), is(1));
        return List.of(
                count(PROJECT) == 1,
                calls.get(PROJECT + "/1").statusCode() == 200,
                calls.get(PROJECT + "/1/package_files").statusCode() == 200,
                calls.get(PACKAGE + "f").statusCode() == 200);
    }

    private int count(String list) throws Exception {
        return new JSONArray(calls.get(list).body()).length();
    }

    @Test
    public void aHiddenPackageIsNotDeletedAndStaysHidden() throws Exception {
        calls.put(PACKAGE + "f?status=hidden", "x");
        assertThat(calls.send("DELETE", PROJECT + "/1/package_files/1", "").statusCode(), is(404));
        assertThat(calls.send("DELETE", PROJECT + "/1", "").statusCode(), is(404));
        calls.put(PACKAGE + "g", "x");
        assertThat(count(PROJECT), is(0));
        calls.put(PACKAGE + "g?status=default", "x");
        assertThat(count(PROJECT), is(1));
    }

    @Test
    public void aDeletedPackageFreesItsNameAtOnce() throws Exception {
        calls.put(PACKAGE + "f", "x");
        assertThat(calls.send("DELETE", PROJECT + "/1", "").statusCode(), is(204));
        assertThat(count(PROJECT + "?status=pending_destruction"), is(1));
        calls.put(PACKAGE + "f", "y");
        JSONArray found = new JSONArray(calls.get(PROJECT).body());
        assertThat(found.getJSONObject(0).getLong("id"), is(2L));
        assertThat(calls.get(PACKAGE + "f").body(), is("y"));
    }

    @Test
    public void aDeletionCanBeTiedToATime() throws Exception {
        calls.put(PACKAGE + "f", "x");
        String past = "Wed, 21 Oct 2015 07:28:00 GMT";
        for (String target : List.of(PROJECT + "/1/package_files/1", PROJECT + "/1")) {
            assertThat(
                    calls.request("DELETE", target, "", "PRIVATE-TOKEN", "glpat-stand-in", "If-Unmodified-Since", past)
                            .statusCode(),
                    is(412));
        }
    }

    @Test
    public void aPackageTellsItsOtherVersions() throws Exception {
        calls.put(PACKAGE + "f", "x");
        calls.put(PROJECT + "/generic/app/2.0/f", "x");
        calls.put(PROJECT + "/generic/other/3.0/f", "x");
        JSONArray versions = new JSONObject(calls.get(PROJECT + "/1").body()).getJSONArray("versions");
        assertThat(versions.length(), is(1));
        assertThat(versions.getJSONObject(0).getString("version"), is("2.0"));
    }
}
