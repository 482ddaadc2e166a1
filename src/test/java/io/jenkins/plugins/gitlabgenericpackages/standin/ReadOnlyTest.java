package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Maintenance;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A GitLab, or a project of it, that can only be read. */
public class ReadOnlyTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Test
    public void anArchivedProjectIsRead() throws Exception {
        calls.use(StandInRegistry.builder(calls.dir()).project(Project.DEFAULT.asArchived()));
        calls.registry().addFile(7, "app", "1.0", "f", new byte[1]);
        assertThat(calls.put(PACKAGE + "f", "x").body(), is("{\"message\":\"403 Forbidden\"}"));
        assertThat(calls.send("DELETE", PROJECT + "/1", "").body(), is("{\"message\":\"403 Forbidden\"}"));
        assertThat(calls.get(PACKAGE + "f").statusCode(), is(200));
        assertThat(calls.get(PROJECT).statusCode(), is(200));
    }

    @Test
    public void maintenanceIsSaidInThreeWays() throws Exception {
        calls.put(PACKAGE + "f", "x");
        calls.registry().rules().maintenance(Maintenance.UNAVAILABLE);
        HttpResponse<String> unavailable = calls.put(PACKAGE + "f", "x");
        assertThat(unavailable.statusCode(), is(503));
        assertThat(unavailable.headers().firstValue("Retry-After").isPresent(), is(true));
        calls.registry().rules().maintenance(Maintenance.FORBIDDEN);
        assertThat(calls.send("DELETE", PROJECT + "/1", "").statusCode(), is(403));
        assertThat(calls.put(PACKAGE + "f", "x").body(), containsString("read-only instance"));
        calls.registry().rules().maintenance(Maintenance.REDIRECTED);
        HttpResponse<String> redirect = calls.put(PACKAGE + "f", "x");
        assertThat(redirect.statusCode(), is(301));
        assertThat(
                redirect.headers().firstValue("Location").orElse(""),
                is(calls.registry().url() + "/"));
        assertThat(calls.get(PACKAGE + "f").statusCode(), is(200));
        calls.registry().rules().maintenance(Maintenance.OFF);
        assertThat(calls.put(PACKAGE + "f", "x").statusCode(), is(201));
    }
}
