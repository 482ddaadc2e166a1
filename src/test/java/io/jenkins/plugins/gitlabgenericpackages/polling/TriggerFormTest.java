package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty;
import org.jenkinsci.plugins.workflow.multibranch.JobPropertyStep;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The trigger's form, its checks, its polling log, and who gets to see what of them. */
public class TriggerFormTest extends PollingTestCase {
    private static final String DESCRIPTOR = "descriptorByName/" + GitLabGenericPackageTrigger.class.getName() + "/";

    @Test
    public void theFormKeepsWhatIsSet() throws Exception {
        FreeStyleProject freestyle = job(full());
        j.configRoundtrip(freestyle);
        j.assertEqualDataBoundBeans(
                full(), GitLabGenericPackageTrigger.of(freestyle).orElseThrow());
        WorkflowJob pipeline = j.createProject(WorkflowJob.class);
        pipeline.setDefinition(new CpsFlowDefinition("", true));
        GitLabGenericPackageTrigger sparse = new GitLabGenericPackageTrigger("H/5 * * * *", "7", "app");
        pipeline.addTrigger(sparse);
        j.configRoundtrip(pipeline);
        j.assertEqualDataBoundBeans(
                new GitLabGenericPackageTrigger("H/5 * * * *", "7", "app"),
                GitLabGenericPackageTrigger.of(pipeline).orElseThrow());
    }

    @Test
    public void aSavedFormKeepsTheMemory() throws Exception {
        WorkflowJob pipeline = j.createProject(WorkflowJob.class);
        pipeline.setDefinition(new CpsFlowDefinition("", true));
        pipeline.addTrigger(quickTrigger());
        poll(pipeline);
        add("1.0");
        j.configRoundtrip(pipeline);
        poll(pipeline);
        assertThat(built(pipeline), is(List.of("1.0")));
    }

    @Test
    public void theSnippetLeavesDefaultsOut() throws Exception {
        SnippetizerTester tester = new SnippetizerTester(j);
        tester.assertRoundTrip(
                new JobPropertyStep(List.of(new PipelineTriggersJobProperty(
                        List.of(new GitLabGenericPackageTrigger("H/5 * * * *", "7", "app"))))),
                "properties([pipelineTriggers([gitlabGenericPackage(packageName: 'app', projectId: '7', spec: 'H/5 * * *"
                        + " *')])])");
        tester.assertRoundTrip(
                new JobPropertyStep(List.of(new PipelineTriggersJobProperty(List.of(full())))),
                "properties([pipelineTriggers([gitlabGenericPackage(builds: 'NEWEST', completeWhen: 'SHA256SUMS', credentialsId: 'gitlab',"
                        + " gitlabUrl: 'https://gitlab.example.com', packageName: 'app', packageVersion: '1.x',"
                        + " parameter: 'VERSION', projectId: 'group/app', spec: 'H/5 * * * *', tokenType: 'PRIVATE')])])");
    }

    @Test
    public void aDeployTokenIsWarnedOf() throws Exception {
        TestCredentials.add(j.jenkins, TestCredentials.secretText("deploy-of-form", "gldt-stand-in"));
        GitLabGenericPackageTrigger.DescriptorImpl form =
                j.jenkins.getDescriptorByType(GitLabGenericPackageTrigger.DescriptorImpl.class);
        assertThat(form.doCheckCredentialsId(null, "deploy-of-form", "", "AUTO").kind, is(FormValidation.Kind.WARNING));
    }

    private static GitLabGenericPackageTrigger full() {
        GitLabGenericPackageTrigger trigger = new GitLabGenericPackageTrigger("H/5 * * * *", "group/app", "app");
        trigger.setPackageVersion("1.x");
        trigger.setCompleteWhen("SHA256SUMS");
        trigger.setParameter("VERSION");
        trigger.setBuilds(Builds.NEWEST);
        trigger.setCredentialsId("gitlab");
        trigger.setGitlabUrl("https://gitlab.example.com");
        trigger.setTokenType(TokenType.PRIVATE);
        return trigger;
    }

    @Test
    public void everyFieldHasItsLabelAndHelp() throws Exception {
        FreeStyleProject job = job(full());
        HtmlPage page = j.createWebClient().getPage(job, "configure");
        Map<String, String> labels = Map.of(
                "textarea[name='_.spec']", "Schedule",
                "input[name='_.projectId']", "Project",
                "input[name='_.packageName']", "Package",
                "input[name='_.packageVersion']", "Version",
                "input[name='_.completeWhen']", "Complete when this file exists",
                "input[name='_.parameter']", "Parameter",
                "select[name='_.builds']", "Builds",
                "select[name='_.credentialsId']", "Credentials",
                "input[name='_.gitlabUrl']", "GitLab address",
                "select[name='_.tokenType']", "Token type");
        for (Map.Entry<String, String> each : labels.entrySet()) {
            DomElement control = page.querySelector(".gitlab-generic-packages-entry " + each.getKey());
            DomNode label = page.querySelector("label[for='" + control.getId() + "']");
            assertThat(each.getKey(), label.getTextContent().strip(), is(each.getValue()));
            String field = each.getKey().replaceAll(".*_\\.(\\w+).*", "$1");
            String help = Files.readString(RESOURCES.resolve("help-" + field + ".html"));
            assertThat(
                    help, containsString("<em>" + each.getValue() + "</em>; in a Pipeline <code>" + field + "</code>"));
        }
    }

    private static final Path RESOURCES =
            Path.of("src/main/resources/io/jenkins/plugins/gitlabgenericpackages/polling/GitLabGenericPackageTrigger");

    @Test
    public void theDocumentedTableHasEveryParameter() throws Exception {
        Set<String> documented = Pattern.compile("(?m)^\\| [^|`]+ \\| `(\\w+)` \\|")
                .matcher(Files.readString(Path.of("docs/trigger.md")))
                .results()
                .map((MatchResult row) -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(
                documented,
                is(Set.of(
                        "spec",
                        "projectId",
                        "packageName",
                        "packageVersion",
                        "completeWhen",
                        "parameter",
                        "builds",
                        "credentialsId",
                        "gitlabUrl",
                        "tokenType")));
    }

    @Test
    public void textsAreCheckedByTheRulesOfThePoll() throws Exception {
        FreeStyleProject job = job(full());
        String prefix = job.getUrl() + DESCRIPTOR;
        assertThat(check(prefix, "Spec", "H/5 * * * *"), containsString("Would last have run at"));
        assertThat(check(prefix, "Spec", "* * * *"), containsString("error"));
        assertThat(check(prefix, "Spec", "* * * * *"), containsString("warning"));
        for (String field : List.of("ProjectId", "PackageName", "PackageVersion", "CompleteWhen", "GitlabUrl")) {
            assertThat(field, check(prefix, field, "?/ ?"), containsString("error"));
            assertThat(field, check(prefix, field, "${A}"), containsString("Variables are not replaced here"));
        }
        for (String required : List.of("ProjectId", "PackageName")) {
            assertThat(required, check(prefix, required, ""), containsString("Required"));
        }
        for (String optional : List.of("PackageVersion", "CompleteWhen")) {
            assertThat(optional, check(prefix, optional, ""), is("<div/>"));
        }
        assertThat(check(prefix, "GitlabUrl", ""), containsString("class=\"ok\">Blank: https://gitlab.com"));
        assertThat(check(prefix, "PackageVersion", ">=1.4 <2"), is("<div/>"));
        // The form may be about to be saved with it.
        assertThat(check(prefix, "Parameter", "VERSION"), containsString("class=\"warning\""));
    }

    private String check(String prefix, String field, String value) throws Exception {
        return post(j.createWebClient(), prefix + "check" + field, "value", value);
    }

    private static String post(WebClient client, String path, String name, String value) throws Exception {
        URL address = new URL(j.getURL(), path + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        WebRequest request = new WebRequest(address, HttpMethod.POST);
        return client.withThrowExceptionOnFailingStatusCode(false)
                .getPage(client.addCrumb(request))
                .getWebResponse()
                .getContentAsString();
    }

    @Test
    public void eachSeesWhatIsForThem() throws Exception {
        TestCredentials.add(
                Jenkins.get(),
                new StringCredentialsImpl(CredentialsScope.SYSTEM, "of-jenkins", "", Secret.fromString("glpat-x")));
        FreeStyleProject job = job(quickTrigger());
        // Only then a job of this kind looks for the pages of its triggers.
        job.doReload();
        poll(job);
        SecurityRealm open = j.jenkins.getSecurityRealm();
        AuthorizationStrategy all = j.jenkins.getAuthorizationStrategy();
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "configurer", "stranger")
                .grant(Item.DISCOVER)
                .everywhere()
                .to("stranger")
                .grant(Item.READ)
                .onItems(job)
                .to("reader", "configurer")
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .onItems(job)
                .to("configurer"));
        try {
            String page = job.getUrl() + "gitlab-generic-packages-polling/";
            assertThat(as("reader").goTo(page).asNormalizedText(), containsString("The first poll"));
            assertThat(as("stranger").goTo(page).getWebResponse().getStatusCode(), is(403));
            String fill = job.getUrl() + DESCRIPTOR + "fillCredentialsIdItems";
            assertThat(post(as("configurer"), fill, "credentialsId", ""), containsString("gitlab"));
            assertThat(post(as("configurer"), fill, "credentialsId", ""), not(containsString("of-jenkins")));
            assertThat(post(as("reader"), fill, "credentialsId", ""), not(containsString("\"gitlab\"")));
            for (String field :
                    List.of("Spec", "ProjectId", "PackageName", "PackageVersion", "CompleteWhen", "GitlabUrl")) {
                String path = job.getUrl() + DESCRIPTOR + "check" + field;
                assertThat(post(as("configurer"), path, "value", "?/ ?"), containsString("error"));
                assertThat(post(as("reader"), path, "value", "?/ ?"), is("<div/>"));
                assertThat(
                        as("configurer")
                                .goTo(path + "?value=x", null)
                                .getWebResponse()
                                .getStatusCode(),
                        is(oneOf(404, 405)));
            }
        } finally {
            j.jenkins.setSecurityRealm(open);
            j.jenkins.setAuthorizationStrategy(all);
        }
        assertThat(job.getACL().hasPermission2(ACL.SYSTEM2, Item.READ), is(true));
    }

    private static WebClient as(String user) throws Exception {
        WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.login(user);
        return client;
    }

    @Test
    public void thePollingLogIsOnThePageOfTheJob() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        job.doReload();
        WebClient client = j.createWebClient();
        HtmlPage before = client.getPage(job, "gitlab-generic-packages-polling/");
        assertThat(before.asNormalizedText(), containsString("The trigger watches the package app (project 7)."));
        assertThat(before.asNormalizedText(), containsString("No poll has run yet."));
        registry.get().addFile(7, "app", "<b>1</b>", "f", new byte[1]);
        poll(job);
        registry.get().addFile(7, "app", "<b>2</b>", "f", new byte[1]);
        poll(job);
        HtmlPage page = client.getPage(job)
                .getAnchorByText("GitLab packages polling log")
                .click();
        assertThat(page.asNormalizedText(), containsString("<b>2</b> is new, but no version"));
    }
}
