package io.jenkins.plugins.gitlabgenericpackages.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.tools.ResolvedVersions.Resolved;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What the controller remembers of rules, and for how long. */
public class ResolvedVersionsTest {
    @Rule
    public final RegistryRule registry = new RegistryRule();

    private final ResolvedVersions versions = new ResolvedVersions();
    private Timeouts timeouts = Timeouts.DEFAULT;
    private volatile Instant now = Instant.parse("2026-11-30T12:00:00Z");

    @Before
    public void oneVersion() {
        versions.setClock(() -> now);
        registry.add("a.txt", "hello");
    }

    @Test
    public void exactVersionIsNotAsked() throws Exception {
        assertThat(resolve("1.0"), is(new Resolved("1.0", "")));
        assertThat(registry.requests().all().size(), is(0));
    }

    @Test
    public void ruleIsAskedAgainAfterFiveMinutes() throws Exception {
        resolve("latest");
        newer();
        int asked = asked();
        now = now.plus(ResolvedVersions.FRESH).minusSeconds(1);
        assertThat(resolve("latest").version(), is("1.0"));
        assertThat(asked(), is(asked));
        assertThat(resolve("*").version(), is("2.0.0"));
        now = now.plusSeconds(1);
        assertThat(resolve("latest").version(), is("2.0.0"));
    }

    @Test
    public void clockThatWasSetBackMakesNothingYoung() throws Exception {
        resolve("latest");
        newer();
        now = now.minusSeconds(60);
        assertThat(resolve("latest").version(), is("2.0.0"));
    }

    @Test
    public void gitLabThatIsAwayIsNotAskedByEverybody() throws Exception {
        resolve("latest");
        now = now.plus(ResolvedVersions.FRESH);
        registry.fault(Fault.html(403));
        Resolved away = resolve("latest");
        assertThat(away.version(), is("1.0"));
        assertThat(away.away(), containsString("status 403"));
        int asked = asked();
        assertThat(resolve("latest"), is(away));
        assertThat(asked(), is(asked));
        now = now.plus(ResolvedVersions.AWAY);
        assertThat(resolve("latest"), is(new Resolved("1.0", "")));
        registry.fault(Fault.html(403));
        assertThat(resolve("1.x").version(), is(nullValue()));
    }

    @Test
    public void gitLabThatSaysNothingIsAway() throws Exception {
        resolve("latest");
        now = now.plus(ResolvedVersions.FRESH);
        timeouts = Handoff.impatient();
        Fault stall = registry.fault(Fault.stallBeforeAnswer());
        Resolved away = resolve("latest");
        stall.release();
        assertThat(away.version(), is("1.0"));
        assertThat(away.away(), containsString("no byte for 1 s"));
    }

    @Test
    public void whatGitLabSaysIsNoAbsence() {
        assertThrows(RegistryException.class, () -> resolve("9.x"));
        registry.fault(Fault.status(401));
        assertThrows(RegistryException.class, () -> resolve("latest"));
    }

    @Test
    public void whoComesMeanwhileWaitsForTheSameAnswer() throws Exception {
        Fault held = registry.fault(Fault.stallBeforeAnswer().on(Route.LIST_PACKAGES));
        FutureTask<Resolved> one = start();
        assertThat(held.awaitReached(RegistryRule.SOON), is(true));
        FutureTask<Resolved> other = start();
        held.release();
        assertThat(one.get(), is(other.get()));
        assertThat(asked(), is(1));
    }

    private FutureTask<Resolved> start() {
        FutureTask<Resolved> task = new FutureTask<>(() -> resolve("latest"));
        new Thread(task).start();
        return task;
    }

    private void newer() {
        registry.get().addFile(RegistryRule.PROJECT, "app", "2.0.0", "a.txt", new byte[1]);
    }

    private int asked() {
        return registry.requests().count(Route.LIST_PACKAGES);
    }

    private Resolved resolve(String rule) throws Exception {
        RegistrySettings settings = new RegistrySettings(
                new Registry(registry.url(), "7", Token.of(TestCredentials.TOKEN, TokenType.AUTO)),
                new Network(null, "", "", timeouts),
                1,
                0,
                Verify.IF_TOLD,
                false);
        String origin = settings.registry().address().toString();
        return versions.of(origin, PackageSource.of("app", rule), () -> settings, TransferListener.NONE);
    }
}
