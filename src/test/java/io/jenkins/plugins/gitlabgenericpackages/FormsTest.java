package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.Stapler;

/** The forms as a browser has them, its scripts run. */
public class FormsTest {
    private static final String CONTROLS = ".gitlab-generic-packages-entry input:not([type=hidden]):not([type=radio]), "
            + ".gitlab-generic-packages-entry select, .gitlab-generic-packages-entry textarea";

    /** By the names that the style sheet has. */
    private static final String HEADINGS = ".gitlab-generic-packages-group > .gitlab-generic-packages-group-title";

    @ClassRule
    public static final JenkinsRule j = new JenkinsRule();

    @Test
    public void everyFieldOfABuildStepHasItsLabel() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericUploadBuilder(new GitLabGenericUploadStep("app", "1.0")));
        job.getBuildersList().add(new GitLabGenericDownloadBuilder(new GitLabGenericDownloadStep("app", "1.0")));
        HtmlPage page = j.createWebClient().getPage(job, "configure");
        // With those of the trigger, which the page has for every job.
        assertLabelled(page, 58);
        DomElement upload = buildSteps(page).get(0);
        assertThat(labelOf(upload, "input[name='_.packageVersion']"), is("Version"));
        assertThat(labelOf(upload, "select[name='_.credentialsId']"), is("Credentials"));
        assertThat(labelOf(upload, "input[name='_.hidden']"), is("Hide the package"));
    }

    @Test
    public void whatEverybodyFillsInComesFirst() throws Exception {
        assertThat(
                fields(false),
                is("projectId packageName packageVersion includes file archive credentialsId"
                        + " [Files] excludes defaultExcludes dir path flatten fileName allowEmpty ifExists hidden"
                        + " [Checks] verify checksums fingerprint [Connection] gitlabUrl tokenType parallel retries"));
    }

    @Test
    public void whereADownloadGoesIsBesideItsFiles() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericDownloadBuilder(new GitLabGenericDownloadStep("app", "1.0")));
        HtmlPage page = j.createWebClient().getPage(job, "configure");
        List<String> fields = buildSteps(page).get(0).querySelectorAll("input[name^='_.']").stream()
                .map(found -> ((DomElement) found).getAttribute("name"))
                .toList();
        assertThat(fields.indexOf("_.dir"), is(fields.indexOf("_.file") + 1));
        assertThat(fields.indexOf("_.dir"), is(fields.lastIndexOf("_.dir")));
    }

    @Test
    public void theAddressComesFirstWhereNoneIsConfigured() throws Exception {
        GitLabServers.get().setServers(List.of());
        assertThat(fields(true), startsWith("gitlabUrl projectId packageName"));
    }

    /** Returns the fields of an upload in their order, and the headings of groups in brackets. */
    private static String fields(boolean withoutServer) throws Exception {
        GitLabServers.get().setServers(withoutServer ? List.of() : List.of(new GitLabServer("https://a.example.com")));
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericUploadBuilder(new GitLabGenericUploadStep("app", "1.0")));
        HtmlPage page = j.createWebClient().getPage(job, "configure");
        return buildSteps(page).get(0).querySelectorAll(CONTROLS + ", " + HEADINGS).stream()
                .map(found -> ((DomElement) found).hasAttribute("name")
                        ? ((DomElement) found).getAttribute("name").replace("_.", "")
                        : "[" + found.getTextContent() + "]")
                .filter(name -> !name.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    @Test
    public void anEmptyFieldIsMissedWhenItWasLeft() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericUploadBuilder(new GitLabGenericUploadStep("", "1/0")));
        job.getBuildersList().add(new GitLabGenericDownloadBuilder(new GitLabGenericDownloadStep("app", "1.0")));
        HtmlPage page = j.createWebClient().getPage(job, "configure");
        page.getWebClient().waitForBackgroundJavaScript(10_000);
        assertThat(wordsAt(input(page, "packageVersion", 0)), containsString("without two dots in a row"));
        assertThat(wordsAt(input(page, "packageName", 0)), is(""));
        assertThat(wordsAt(input(page, "includes", 0)), is(""));
        assertThat(wordsAt(input(page, "includes", 1)), containsString("the whole package"));
        input(page, "packageName", 0).focus();
        input(page, "includes", 0).focus();
        input(page, "file", 0).focus();
        page.getWebClient().waitForBackgroundJavaScript(10_000);
        assertThat(wordsAt(input(page, "packageName", 0)), is("Required"));
        assertThat(wordsAt(input(page, "includes", 0)), containsString("or a single file"));
    }

    private static DomElement input(HtmlPage page, String field, int buildStep) {
        return buildSteps(page).get(buildStep).querySelector("input[name='_." + field + "']");
    }

    private static List<DomElement> buildSteps(HtmlPage page) {
        return page.getElementsByName("builder");
    }

    private static String wordsAt(DomElement entry) {
        DomElement item = (DomElement)
                entry.getFirstByXPath("ancestor::div[contains(concat(' ', @class, ' '), ' jenkins-form-item ')][1]");
        return ((DomElement) item.querySelector(".validation-error-area"))
                .getTextContent()
                .strip();
    }

    @Test
    public void everyFieldOfAServerHasItsOwnLabel() throws Exception {
        GitLabServers.get()
                .setServers(
                        List.of(new GitLabServer("https://a.example.com"), new GitLabServer("https://b.example.com")));
        HtmlPage page = j.createWebClient().goTo("manage/configure");
        assertLabelled(page, 12);
        assertThat(labelOf(page, "textarea[name='_.caCertificates']"), is("CA certificates"));
        button(page, "Add GitLab server").click();
        page.getWebClient().waitForBackgroundJavaScript(10_000);
        assertLabelled(page, 18);
    }

    @Test
    public void storedCredentialsAreGoneWhenNoneAreChosen() throws Exception {
        TestCredentials.add(j.jenkins, TestCredentials.secretText("stored", "glpat-stored"));
        GitLabGenericUploadStep step = new GitLabGenericUploadStep("app", "1.0");
        step.setCredentialsId("stored");
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericUploadBuilder(step));
        HtmlPage page = j.createWebClient().getPage(job, "configure");
        page.getWebClient().waitForBackgroundJavaScript(30_000);
        HtmlSelect credentials = buildSteps(page).get(0).querySelector("select[name='_.credentialsId']");
        assertThat(credentials.getSelectedOptions().get(0).getValueAttribute(), is("stored"));
        credentials.setSelectedAttribute("", true);
        page.getWebClient().waitForBackgroundJavaScript(10_000);
        j.submit(page.getFormByName("config"));
        assertThat(
                job.getBuildersList()
                        .get(GitLabGenericUploadBuilder.class)
                        .getStep()
                        .getCredentialsId(),
                is(nullValue()));
    }

    @Test
    public void formsSpeakTheLanguageOfTheReader() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericUploadBuilder(new GitLabGenericUploadStep("app", "1.0")));
        JenkinsRule.WebClient client = j.createWebClient();
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
            HtmlPage page = client.getPage(job, "configure");
            assertThat(labelOf(buildSteps(page).get(0), "input[name='_.dir']"), is("Ordner im Arbeitsbereich"));
            String help = "descriptor/" + GitLabGenericUploadStep.class.getName() + "/help/retries";
            assertThat(client.goTo(help).asNormalizedText(), containsString("Wie oft eine Anfrage"));
        } finally {
            LocaleProvider.setProvider(ofTheHarness);
        }
    }

    @Test
    public void credentialsOfABuildStepMayBeAParameter() throws Exception {
        GitLabGenericUploadStep step = new GitLabGenericUploadStep("app", "1.0");
        step.setCredentialsId("${TOKEN}");
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericUploadBuilder(step));
        j.configRoundtrip(job);
        assertThat(
                job.getBuildersList()
                        .get(GitLabGenericUploadBuilder.class)
                        .getStep()
                        .getCredentialsId(),
                is("${TOKEN}"));
    }

    @Test
    public void emptiedNumbersHaveTheirDefaults() throws Exception {
        GitLabGenericUploadStep step = new GitLabGenericUploadStep("app", "1.0");
        step.setRetries(3);
        step.setParallel(7);
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericUploadBuilder(step));
        HtmlForm form = j.createWebClient().getPage(job, "configure").getFormByName("config");
        form.getInputByName("_.retries").setValue("");
        form.getInputByName("_.parallel").setValue("");
        j.submit(form);
        GitLabGenericUploadStep saved =
                job.getBuildersList().get(GitLabGenericUploadBuilder.class).getStep();
        assertThat(saved.getRetries(), is(RegistrySettings.DEFAULT_RETRIES));
        assertThat(saved.getParallel(), is(RegistrySettings.AUTOMATIC));
    }

    private static DomElement button(HtmlPage page, String text) {
        return page.getElementsByTagName("button").stream()
                .filter(button -> button.getTextContent().strip().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static void assertLabelled(HtmlPage page, int expected) {
        Set<String> labels = new HashSet<>();
        List<DomNode> without = new ArrayList<>();
        for (DomNode control : page.querySelectorAll(CONTROLS)) {
            String id = ((DomElement) control).getAttribute("aria-labelledby");
            if (id.isEmpty() || page.getElementById(id).getTextContent().isBlank()) {
                without.add(control);
            } else {
                labels.add(id);
            }
        }
        assertThat(without, empty());
        assertThat(labels.size(), is(expected));
    }

    private static String labelOf(DomNode form, String control) {
        DomElement found = form.querySelector(".gitlab-generic-packages-entry " + control);
        return ((HtmlPage) form.getPage())
                .getElementById(found.getAttribute("aria-labelledby"))
                .getTextContent();
    }
}
