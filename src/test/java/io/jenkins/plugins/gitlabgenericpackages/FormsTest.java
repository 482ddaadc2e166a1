package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The forms as a browser has them, its scripts run. */
public class FormsTest {
    private static final String CONTROLS = ".gitlab-generic-packages-entry input:not([type=hidden]):not([type=radio]), "
            + ".gitlab-generic-packages-entry select, .gitlab-generic-packages-entry textarea";

    @ClassRule
    public static final JenkinsRule j = new JenkinsRule();

    @Test
    public void everyFieldOfABuildStepHasItsLabel() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericUploadBuilder(new GitLabGenericUploadStep("app", "1.0")));
        job.getBuildersList().add(new GitLabGenericDownloadBuilder(new GitLabGenericDownloadStep("app", "1.0")));
        HtmlPage page = j.createWebClient().getPage(job, "configure");
        assertLabelled(page, 30);
        assertThat(labelOf(page, "input[name='_.packageVersion']"), is("Version"));
        assertThat(labelOf(page, "select[name='_.credentialsId']"), is("Credentials"));
        assertThat(labelOf(page, "input[name='_.hidden']"), is("Hide the package"));
    }

    @Test
    public void everyFieldOfAServerHasItsOwnLabel() throws Exception {
        GitLabServers.get()
                .setServers(
                        List.of(new GitLabServer("https://a.example.com"), new GitLabServer("https://b.example.com")));
        HtmlPage page = j.createWebClient().goTo("manage/configure");
        assertLabelled(page, 7);
        assertThat(labelOf(page, "textarea[name='_.caCertificates']"), is("CA certificates"));
    }

    private static void assertLabelled(HtmlPage page, int atLeast) {
        List<String> labels = new ArrayList<>();
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
        assertThat(labels.size(), greaterThan(atLeast));
        assertThat("no label names two fields", List.copyOf(new LinkedHashSet<>(labels)), is(labels));
    }

    private static String labelOf(HtmlPage page, String control) {
        DomElement found = page.querySelector(".gitlab-generic-packages-entry " + control);
        return page.getElementById(found.getAttribute("aria-labelledby")).getTextContent();
    }
}
