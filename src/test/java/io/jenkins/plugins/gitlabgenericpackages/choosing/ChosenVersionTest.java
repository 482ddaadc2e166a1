package io.jenkins.plugins.gitlabgenericpackages.choosing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInRelativeOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.Locale;
import org.htmlunit.html.HtmlElement;
import org.junit.Test;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.Stapler;

/** What the reader of <em>Build with Parameters</em> sees, and what the build gets of it. */
public class ChosenVersionTest extends ChoosingTest {
    @Test
    public void listComesAfterThePage() throws Exception {
        versions("1.0.0", "1.2.0");
        Fault stalled = registry.fault(Fault.stallBeforeAnswer().on(Route.LIST_PACKAGES));
        FreeStyleProject job = job(definition());
        ShownParameter shown = open(job);
        assertThat(stalled.awaitReached(SOON), is(true));
        assertThat(shown.status(), startsWith("Loading the versions from GitLab"));
        assertThat(shown.text().isDisplayed(), is(true));
        assertThat(shown.select().isDisplayed(), is(false));
        stalled.release();
        shown.await("The versions are loaded.");
        assertThat(shown.select().isDisplayed(), is(true));
        assertThat(shown.text().isDisplayed(), is(false));
    }

    @Test
    public void chosenVersionIsTheValue() throws Exception {
        versions("1.0.0", "1.10.0", "1.2.0", "nightly");
        FreeStyleProject job = job(definition());
        ShownParameter shown = loaded(job);
        assertThat(shown.offered(), contains("1.10.0", "1.2.0", "1.0.0", "nightly", ""));
        shown.select().setSelectedAttribute("1.2.0", true);
        shown.submit();
        assertThat(value(job), is("1.2.0"));
    }

    @Test
    public void firstOneIsChosenBeforehandIfThereIsNoDefault() throws Exception {
        versions("1.0.0", "2.0.0");
        FreeStyleProject job = job(definition());
        loaded(job).submit();
        assertThat(value(job), is("2.0.0"));
    }

    @Test
    public void pageIsInTheReadersLanguage() throws Exception {
        versions("1.0.0", "2.0.0");
        GenericPackageVersionParameterDefinition definition = definition();
        definition.setLimit(1);
        client.addRequestHeader("Accept-Language", "de");
        LocaleProvider ofTheHarness = LocaleProvider.getProvider();
        LocaleProvider.setProvider(new LocaleProvider() {
            // As Jenkins does it, but the test harness does not.
            @Override
            public Locale get() {
                return Stapler.getCurrentRequest2() == null
                        ? Locale.ENGLISH
                        : Stapler.getCurrentRequest2().getLocale();
            }
        });
        try {
            ShownParameter shown = open(job(definition));
            shown.await("GitLab hat mehr Versionen als diese.");
            assertThat(shown.offered(), contains("2.0.0", ""));
            assertThat(shown.label("2.0.0"), matchesPattern("2\\.0\\.0 \\(\\d\\d\\.\\d\\d\\.\\d{4}, \\d\\d:\\d\\d\\)"));
            assertThat(shown.label(""), startsWith("Andere Version"));
        } finally {
            LocaleProvider.setProvider(ofTheHarness);
        }
    }

    @Test
    public void anotherVersionCanBeTyped() throws Exception {
        versions("1.0.0");
        FreeStyleProject job = job(definition());
        ShownParameter shown = loaded(job);
        shown.select().setSelectedAttribute("", true);
        assertThat(shown.text().isDisplayed(), is(true));
        shown.text().setValue("0.9");
        shown.submit();
        assertThat(value(job), is("0.9"));
    }

    @Test
    public void whatIsTypedWhileTheListLoadsIsKept() throws Exception {
        versions("1.0.0");
        Fault stalled = registry.fault(Fault.stallBeforeAnswer().on(Route.LIST_PACKAGES));
        FreeStyleProject job = job(definition());
        ShownParameter shown = open(job);
        shown.text().setValue("0.5");
        stalled.release();
        shown.await("The versions are loaded.");
        assertThat(shown.select().getSelectedOptions().get(0).getValueAttribute(), is(""));
        assertThat(shown.text().isDisplayed(), is(true));
        shown.submit();
        assertThat(value(job), is("0.5"));
    }

    @Test
    public void defaultIsChosenBeforehand() throws Exception {
        versions("1.0.0", "2.0.0");
        for (String standard : List.of("latest", "1.0.0")) {
            GenericPackageVersionParameterDefinition definition = definition();
            definition.setDefaultValue(standard);
            FreeStyleProject job = job(definition);
            ShownParameter shown = loaded(job);
            assertThat(shown.offered(), hasSize(standard.equals("1.0.0") ? 3 : 4));
            assertThat(shown.offered(), containsInRelativeOrder("2.0.0", "1.0.0", ""));
            assertThat(shown.label(standard), startsWith(standard.equals("1.0.0") ? "1.0.0 (" : "latest (the newest)"));
            shown.submit();
            assertThat(value(job), is(standard));
        }
    }

    @Test
    public void whatARuleMeansIsShown() throws Exception {
        versions("1.0.0");
        GenericPackageVersionParameterDefinition definition = definition();
        definition.setDefaultValue("1.x");
        assertThat(loaded(job(definition)).label("1.x"), is("1.x (the highest that fits)"));
    }

    @Test
    public void anIncompleteVersionIsMarkedAndNotChosenByItself() throws Exception {
        versions("1.0.0", "2.0.0");
        registry.get().addFile(RegistryRule.PROJECT, "app", "1.0.0", "SUMS", new byte[] {1});
        GenericPackageVersionParameterDefinition definition = definition();
        definition.setCompleteWhen("SUMS");
        ShownParameter shown = loaded(job(definition));
        assertThat(shown.label("2.0.0"), endsWith(", incomplete)"));
        assertThat(shown.label("1.0.0"), not(containsString("incomplete")));
        assertThat(shown.text().getValue(), is("1.0.0"));
    }

    @Test
    public void theListCanBeAskedForAgain() throws Exception {
        versions("1.0.0");
        registry.fault(Fault.status(401));
        ShownParameter shown = open(job(definition()));
        shown.await("Type the version");
        shown.page().<HtmlElement>querySelector("[role=status] button").click();
        shown.await("The versions are loaded.");
        assertThat(shown.offered(), hasItem("1.0.0"));
    }

    @Test
    public void withoutGitLabTheReasonStandsBesideAFieldToType() throws Exception {
        registry.fault(Fault.status(401).always());
        FreeStyleProject job = job(definition());
        ShownParameter shown = open(job);
        shown.await("Type the version: GitLab gave no list to choose from.");
        assertThat(
                shown.status(),
                containsString(
                        "401: Unauthorized. Sent with credentials 'gitlab' of the parameter, as an access token"));
        assertThat(shown.select().isDisplayed(), is(false));
        assertThat(registry.requests().all(), hasSize(1));
        shown.text().setValue("1.4.2");
        shown.submit();
        assertThat(value(job), is("1.4.2"));
    }

    @Test
    public void namesAndDescriptionsAreNoMarkup() throws Exception {
        versions("1.0.0");
        String script = "<img src=x onerror=alert(1)>";
        GenericPackageVersionParameterDefinition definition =
                new GenericPackageVersionParameterDefinition("V" + script, "7" + script, "app");
        definition.setDescription("D" + script);
        definition.setDefaultValue("1" + script);
        definition.setGitlabUrl(registry.url());
        FreeStyleProject job = job(definition);
        ShownParameter shown = open(job);
        shown.await("Type the version");
        assertThat(shown.page().querySelectorAll("img[src=x]"), hasSize(0));
        assertThat(shown.page().asNormalizedText(), containsString("V" + script));
        assertThat(shown.page().asNormalizedText(), containsString("D" + script));
        assertThat(shown.text().getValue(), is("1" + script));
    }

    @Test
    public void labelBelongsToWhatIsShown() throws Exception {
        versions("1.0.0");
        ShownParameter shown = loaded(job(definition()));
        HtmlElement label = shown.page().querySelector(".gitlab-generic-packages-entry label");
        assertThat(label.getTextContent(), is("VERSION"));
        assertThat(label.getAttribute("for"), is(shown.select().getId()));
        assertThat(shown.select().getAttribute("aria-labelledby"), is(label.getId()));
        assertThat(shown.text().getAttribute("aria-labelledby"), is(label.getId()));
        assertThat(shown.page().querySelector("[role=status]").getTextContent(), not(is("")));
    }

    @Test
    public void twoParametersHaveTheirOwnLists() throws Exception {
        versions("1.0.0");
        registry.get().addFile(7, "lib", "3.0", "f", new byte[1]);
        GenericPackageVersionParameterDefinition other =
                new GenericPackageVersionParameterDefinition("LIB", "7", "lib");
        other.setGitlabUrl(registry.url());
        other.setCredentialsId("gitlab");
        FreeStyleProject job = job(definition(), other);
        loaded(job).submit();
        FreeStyleBuild build = built(job);
        assertThat(text(build, "VERSION"), is("1.0.0"));
        assertThat(text(build, "LIB"), is("3.0"));
    }
}
