package io.jenkins.plugins.gitlabgenericpackages.choosing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.Test;

/** Which versions are offered, or why none are. */
public class ListedVersionsTest extends ChoosingTest {
    @Test
    public void highestComesFirst() throws Exception {
        versions("1.0.0", "nightly", "1.10.0", "main", "1.2.0", "1.10.0-rc.1");
        assertThat(
                versions(listed(definition())), contains("1.10.0", "1.10.0-rc.1", "1.2.0", "1.0.0", "main", "nightly"));
    }

    @Test
    public void newestComesFirstByCreation() throws Exception {
        versions("2.0.0", "1.0.0", "1.1.0");
        GenericPackageVersionParameterDefinition definition = definition();
        definition.setOrder(Order.CREATED);
        assertThat(versions(listed(definition)), contains("1.1.0", "1.0.0", "2.0.0"));
    }

    @Test
    public void onlyWhatFitsTheRuleIsOffered() throws Exception {
        versions("1.0.0", "2.0.0", "1.5.0", "1.6.0-rc.1", "main");
        GenericPackageVersionParameterDefinition definition = definition();
        definition.setPackageVersion("1.x");
        assertThat(versions(listed(definition)), contains("1.5.0", "1.0.0"));
    }

    @Test
    public void whatCannotBeDownloadedIsNotOffered() throws Exception {
        versions("1.0.0", "2.0.0");
        registry.get().packageStatus(7, "app", "2.0.0", "processing");
        assertThat(versions(listed(definition())), contains("1.0.0"));
    }

    @Test
    public void noMoreAreOfferedThanTheLimit() throws Exception {
        versions("1.0.0", "2.0.0", "3.0.0");
        for (Order order : Order.values()) {
            GenericPackageVersionParameterDefinition definition = definition();
            definition.setOrder(order);
            definition.setLimit(2);
            JSONObject some = listed(definition);
            assertThat(versions(some), contains("3.0.0", "2.0.0"));
            assertThat(some.getBoolean("more"), is(true));
            definition.setLimit(3);
            JSONObject all = listed(definition);
            assertThat(versions(all), contains("3.0.0", "2.0.0", "1.0.0"));
            assertThat(all.getBoolean("more"), is(false));
        }
    }

    @Test
    public void versionsWithoutTheLastFileAreIncomplete() throws Exception {
        for (int i = 0; i < 12; i++) {
            versions("1." + i + ".0");
        }
        registry.get().addFile(RegistryRule.PROJECT, "app", "1.10.0", "SUMS", new byte[] {1});
        GenericPackageVersionParameterDefinition definition = definition();
        definition.setCompleteWhen("SUMS");
        JSONArray listed = listed(definition).getJSONArray("versions");
        List<String> incomplete = StreamSupport.stream(listed.spliterator(), false)
                .map(JSONObject.class::cast)
                .filter(each -> each.getBoolean("incomplete"))
                .map(each -> each.getString("version"))
                .toList();
        // Of the first ten.
        assertThat(
                incomplete, contains("1.11.0", "1.9.0", "1.8.0", "1.7.0", "1.6.0", "1.5.0", "1.4.0", "1.3.0", "1.2.0"));
        assertThat(registry.requests().count(Route.LIST_FILES), is(0));
    }

    @Test
    public void ofThousandsByCreationOnePageIsRead() throws Exception {
        for (int i = 0; i < 250; i++) {
            versions("1.0." + i);
        }
        GenericPackageVersionParameterDefinition definition = definition();
        assertThat(versions(listed(definition)).get(0), is("1.0.249"));
        assertThat(registry.requests().count(Route.LIST_PACKAGES), is(3));
        registry.requests().clear();
        definition.setOrder(Order.CREATED);
        assertThat(versions(listed(definition)).get(49), is("1.0.200"));
        assertThat(registry.requests().count(Route.LIST_PACKAGES), is(1));
    }

    @Test
    public void eachVersionTellsWhenItWasCreatedInTheReadersWords() throws Exception {
        versions("1.0.0");
        // From Java 20 on, a narrow space that does not break.
        assertThat(
                created(listed(definition(), "en-US")),
                matchesPattern("[A-Z][a-z]+ \\d+, \\d{4}, \\d+:\\d\\d[ \\u202f][AP]M"));
        assertThat(created(listed(definition(), "de")), matchesPattern("\\d\\d\\.\\d\\d\\.\\d{4}, \\d\\d:\\d\\d"));
    }

    private static String created(JSONObject listed) {
        return listed.getJSONArray("versions").getJSONObject(0).getString("created");
    }

    @Test
    public void reasonIsToldInAllCases() throws Exception {
        failsWith(definition(), "There is no version of the package app");
        GenericPackageVersionParameterDefinition none = definition();
        none.setPackageVersion("7.x");
        versions("1.0.0");
        failsWith(none, "No version of the package app fits '7.x' (there is 1.0.0)");
        GenericPackageVersionParameterDefinition unknown = definition();
        unknown.setCredentialsId("nobody");
        failsWith(unknown, "There are no credentials with the id 'nobody' that builds of this job may use");
        GenericPackageVersionParameterDefinition wrong = definition();
        wrong.setPackageVersion("1..2");
        failsWith(wrong, "packageVersion '1..2' is neither a version");
        GenericPackageVersionParameterDefinition nothing = definition();
        nothing.setLimit(0);
        failsWith(nothing, "limit must be from 1 to 1000");
        GenericPackageVersionParameterDefinition elsewhere = definition();
        elsewhere.setGitlabUrl("ftp://gitlab.example.com");
        failsWith(elsewhere, "gitlabUrl is wrong: not an http:// or https:// address");
        failsWith(new GenericPackageVersionParameterDefinition("VERSION", " ", "app"), "projectId is missing");
        failsWith(new GenericPackageVersionParameterDefinition("VERSION", "7", null), "packageName is missing");
    }

    @Test
    public void failuresOfGitLabAreToldAtOnce() throws Exception {
        registry.fault(Fault.status(401));
        failsWith(definition(), "401: Unauthorized. Sent with credentials 'gitlab' of the parameter");
        registry.fault(Fault.html(502));
        failsWith(definition(), "502");
        registry.fault(Fault.tooManyRequests());
        failsWith(definition(), "429");
        registry.fault(Fault.drop());
        failsWith(definition(), "list the package app");
        assertThat("none is tried again", registry.requests().all(), hasSize(4));
        String gone = registry.url();
        registry.use(registry.builder());
        GenericPackageVersionParameterDefinition away = definition();
        away.setGitlabUrl(gone);
        failsWith(away, "refused");
        assertThat(registry.requests().all(), empty());
    }

    @Test
    public void gitLabThatStallsIsGivenUpWithItsThreads() throws Exception {
        assertThat(BoundedReading.PATIENCE, is(Duration.ofSeconds(10)));
        Fault stalled =
                registry.fault(Fault.stallBeforeAnswer().on(Route.LIST_PACKAGES).always());
        for (int i = 0; i <= BoundedReading.AT_A_TIME; i++) {
            BoundedReading.get().setPatience(Duration.ofMillis(200));
            failsWith(definition(), "GitLab has not answered within 0 seconds");
        }
        stalled.release();
        BoundedReading.get().setPatience(SOON);
        versions("1.0.0");
        assertThat("threads are free again", versions(listed(definition())), contains("1.0.0"));
        assertThat(
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("gitlab-package-versions"))
                        .count(),
                lessThanOrEqualTo((long) BoundedReading.AT_A_TIME));
    }

    private void failsWith(GenericPackageVersionParameterDefinition definition, String reason) throws Exception {
        JSONObject listed = listed(definition);
        assertThat(listed.getString("reason"), containsString(reason));
        assertThat(versions(listed), empty());
    }
}
