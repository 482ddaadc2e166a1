package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RawConnection.uploadHead;
import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PACKAGE;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The registry does wrong what a test asks for. */
public class FaultsTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    @Test
    public void answersWithErrorsOnDemand() throws Exception {
        calls.registry()
                .faults()
                .add(Fault.tooManyRequests().header("Retry-After", "7").on(Route.UPLOAD));
        calls.registry().faults().add(Fault.html(502).matching("special").times(2));
        assertThat(calls.get(PACKAGE + "f").statusCode(), is(404));
        HttpResponse<String> limited = calls.put(PACKAGE + "f", "x");
        assertThat(limited.statusCode(), is(429));
        assertThat(limited.body(), is("Retry later\n"));
        assertThat(limited.headers().firstValue("Retry-After").orElse(""), is("7"));
        assertThat(calls.put(PACKAGE + "f", "x").statusCode(), is(201));
        assertThat(calls.get(PACKAGE + "special").body(), startsWith("<html>"));
        assertThat(calls.get(PACKAGE + "special").statusCode(), is(502));
        assertThat(calls.get(PACKAGE + "special").statusCode(), is(404));
        calls.registry().faults().add(Fault.redirect("http://localhost:1/x").always());
        assertThat(calls.get(PACKAGE + "f").headers().firstValue("Location").orElse(""), is("http://localhost:1/x"));
    }

    @Test
    public void losesAnswersOfStoredUploads() throws Exception {
        calls.registry().faults().add(Fault.loseAnswer());
        assertThrows(IOException.class, () -> calls.put(PACKAGE + "f", "x"));
        calls.registry().faults().add(Fault.html(504).afterStoring());
        assertThat(calls.put(PACKAGE + "f", "y").statusCode(), is(504));
        assertThat(calls.registry().files(7, "app", "1.0").size(), is(2));
    }

    @Test
    public void droppedUploadsLeaveNothing() throws Exception {
        calls.registry().faults().add(Fault.drop());
        calls.registry().faults().add(Fault.dropInBody(100_000));
        assertThat(rawUploadIsCut(), is(true));
        assertThat(rawUploadIsCut(), is(true));
        assertThat(calls.registry().requests().of(Route.UPLOAD).get(1).bodyBytes(), is(100_000L));
        calls.registry().close();
        assertThat(calls.registry().files(7, "app", "1.0").size(), is(0));
        assertThat(calls.dir().resolve("incoming").toFile().list().length, is(0));
    }

    @Test
    public void spoilsDownloads() throws Exception {
        calls.put(PACKAGE + "f", "0123456789");
        calls.registry().faults().add(Fault.dropInBody(4));
        assertThrows(IOException.class, () -> calls.get(PACKAGE + "f"));
        calls.registry().faults().add(Fault.truncate(4));
        assertThat(calls.get(PACKAGE + "f").body(), is("0123"));
        calls.registry().faults().add(Fault.corrupt(4));
        assertThat(calls.get(PACKAGE + "f").body(), is("0123556789"));
        calls.registry().faults().add(Fault.slow(1000));
        assertThat(calls.get(PACKAGE + "f").body(), is("0123456789"));
    }

    @Test
    public void spoilsUploads() throws Exception {
        calls.registry().faults().add(Fault.corrupt(0));
        calls.registry().faults().add(Fault.truncate(2));
        calls.put(PACKAGE + "f", "0123");
        calls.put(PACKAGE + "g", "0123");
        assertThat(calls.get(PACKAGE + "f").body(), is("1123"));
        assertThat(calls.get(PACKAGE + "g").body(), is("01"));
    }

    /** Sends more than the fault lets through, and says whether the connection ended without an answer. */
    private boolean rawUploadIsCut() throws IOException {
        try (RawConnection raw = new RawConnection(calls.registry())) {
            raw.write(uploadHead(PACKAGE + "f", "Content-Length: 200000") + "x".repeat(150_000));
            return raw.isAtEnd();
        }
    }
}
