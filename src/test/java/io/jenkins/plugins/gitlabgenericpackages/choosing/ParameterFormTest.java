package io.jenkins.plugins.gitlabgenericpackages.choosing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gitlabgenericpackages.JenkinsTest;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers;
import java.io.IOException;
import java.io.Reader;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.JobPropertyStep;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStep;
import org.junit.After;
import org.junit.BeforeClass;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The parameter in the configuration of a job, and in the snippet generator. */
public class ParameterFormTest extends JenkinsTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/jenkins/plugins/gitlabgenericpackages");
    private static final Path FORM = RESOURCES.resolve("choosing/GenericPackageVersionParameterDefinition");
    private static final Pattern ENTRY =
            Pattern.compile("<g:entry field=\"(\\w+)\".*?\"\\$\\{%([^}]+)\\}\"", Pattern.DOTALL);
    private static final List<String> PAGES = List.of(
            "choosing/GenericPackageVersionParameterDefinition/config.jelly",
            "GenericPackageStep/address.jelly",
            "GenericPackageStep/credentials.jelly");
    private static final String DESCRIPTOR =
            "descriptorByName/" + GenericPackageVersionParameterDefinition.class.getName() + "/";

    @BeforeClass
    public static void credentials() throws Exception {
        TestCredentials.addDefault();
        TestCredentials.add(Jenkins.get(), TestCredentials.ofTheSystem("of-the-system"));
    }

    @After
    public void letEverybodyIn() {
        j.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    @Test
    public void jobsFormKeepsWhatIsSet() throws Exception {
        GenericPackageVersionParameterDefinition small =
                new GenericPackageVersionParameterDefinition("SMALL", "7", "app");
        GenericPackageVersionParameterDefinition full = ParameterValuesTest.full();
        for (boolean pipeline : new boolean[] {true, false}) {
            ParametersDefinitionProperty property = new ParametersDefinitionProperty(small, full);
            ParametersDefinitionProperty stored;
            if (pipeline) {
                WorkflowJob job = j.createProject(WorkflowJob.class);
                job.addProperty(property);
                stored = j.configRoundtrip(job).getProperty(ParametersDefinitionProperty.class);
            } else {
                FreeStyleProject job = ChoosingTest.job(small, full);
                stored = j.configRoundtrip(job).getProperty(ParametersDefinitionProperty.class);
            }
            j.assertEqualDataBoundBeans(small, stored.getParameterDefinition("SMALL"));
            j.assertEqualDataBoundBeans(full, stored.getParameterDefinition("VERSION"));
        }
    }

    @Test
    public void aDeployTokenIsWarnedOf() throws Exception {
        TestCredentials.add(j.jenkins, TestCredentials.secretText("deploy", "gldt-stand-in"));
        GenericPackageVersionParameterDescriptor form =
                j.jenkins.getDescriptorByType(GenericPackageVersionParameterDefinition.DescriptorImpl.class);
        String url = registry.url();
        assertThat(form.doCheckCredentialsId(null, "gitlab", url, "AUTO").kind, is(Kind.OK));
        FormValidation deploy = form.doCheckCredentialsId(null, "deploy", url, "AUTO");
        assertThat(deploy.kind, is(Kind.WARNING));
        assertThat(deploy.getMessage(), containsString("This is a deploy token"));
        assertThat(form.doCheckCredentialsId(null, "gitlab", url, "DEPLOY").kind, is(Kind.WARNING));
        GitLabServer server = new GitLabServer(url);
        server.setCredentialsId("deploy");
        GitLabServers.get().setServers(List.of(server));
        try {
            assertThat(form.doCheckCredentialsId(null, "", "", "AUTO").kind, is(Kind.WARNING));
            assertThat(form.doCheckCredentialsId(null, "", "https://gitlab.example.com", "AUTO").kind, is(Kind.OK));
        } finally {
            GitLabServers.get().setServers(List.of());
        }
    }

    @Test
    public void snippetsHaveWhatIsSet() throws Exception {
        SnippetizerTester tester = new SnippetizerTester(j);
        GenericPackageVersionParameterDefinition small =
                new GenericPackageVersionParameterDefinition("VERSION", "7", "app");
        tester.assertRoundTrip(
                new JobPropertyStep(List.of(new ParametersDefinitionProperty(small))),
                "properties([parameters([gitlabGenericPackageVersion(name: 'VERSION', packageName: 'app',"
                        + " projectId: '7')])])");
        InputStep input = new InputStep("Which?");
        input.setParameters(List.of(ParameterValuesTest.full()));
        tester.assertRoundTrip(
                input,
                "input message: 'Which?', parameters: [gitlabGenericPackageVersion(completeWhen: 'SHA256SUMS', credentialsId: 'gitlab',"
                        + " defaultValue: 'latest', description: 'Which one', gitlabUrl: 'https://gitlab.example.com',"
                        + " limit: 7, name: 'VERSION', order: 'CREATED', packageName: 'app', packageVersion: '1.x',"
                        + " projectId: 'group/app', tokenType: 'PRIVATE')]");
    }

    @Test
    public void everyFieldHasItsLabel() throws Exception {
        HtmlPage page = j.createWebClient().getPage(ChoosingTest.job(ParameterValuesTest.full()), "configure");
        Matcher entry = ENTRY.matcher(Files.readString(FORM.resolve("config.jelly")));
        int fields = 0;
        while (entry.find()) {
            DomElement control = page.querySelector("[name='parameterDefinitions'] [name='_." + entry.group(1) + "']");
            DomElement label = page.getElementById(control.getAttribute("aria-labelledby"));
            assertThat(label.getTextContent(), is(entry.group(2)));
            DomElement help = label.getParentNode().querySelector(".jenkins-help-button");
            assertThat(help.getAttribute("helpURL"), containsString("/help/"));
            fields++;
        }
        assertThat(fields, is(10));
        assertThat(
                page.getWebResponse().getContentAsString(),
                containsString("/descriptor/" + GenericPackageVersionParameterDefinition.class.getName() + "/help\""));
    }

    @Test
    public void everyFieldHasHelpThatNamesIt() throws Exception {
        int helps = 0;
        for (String page : PAGES) {
            Matcher entry = ENTRY.matcher(Files.readString(RESOURCES.resolve(page)));
            while (entry.find()) {
                String field = entry.group(1);
                if (field.equals("name") || field.equals("description")) {
                    assertThat(descriptor().getHelpFile(field), is("/help/parameter/" + field + ".html"));
                    continue;
                }
                helps++;
                Path german = RESOURCES.resolve(page.replace(".jelly", "_de.properties"));
                assertThat(help(field, ""), namesField(entry.group(2), field, "a"));
                assertThat(help(field, "_de"), namesField(text(german, entry.group(2)), field, "einer"));
            }
        }
        assertThat(helps, is(10));
    }

    @Test
    public void documentationHasEveryFieldWithLabelAndDefault() throws Exception {
        Map<String, String> labels = new TreeMap<>();
        for (String page : PAGES) {
            Matcher entry = ENTRY.matcher(Files.readString(RESOURCES.resolve(page)));
            while (entry.find()) {
                labels.put(entry.group(1), entry.group(2));
            }
        }
        Map<String, String> rows = new TreeMap<>();
        Map<String, String> defaults = new TreeMap<>();
        Matcher row = Pattern.compile("\\| ([^|`]+) \\| `(\\w+)` \\| (?:`(\\w+)`)?")
                .matcher(Files.readString(Path.of("docs/choose-version.md")).split("\n## ")[0]);
        while (row.find()) {
            rows.put(row.group(2), row.group(1));
            if (row.group(3) != null) {
                defaults.put(row.group(2), row.group(3));
            }
        }
        assertThat(rows, is(labels));
        GenericPackageVersionParameterDefinition untouched =
                new GenericPackageVersionParameterDefinition("VERSION", "7", "app");
        assertThat(
                defaults,
                is(Map.of(
                        "order",
                        untouched.getOrder().name(),
                        "limit",
                        Integer.toString(untouched.getLimit()),
                        "tokenType",
                        untouched.getTokenType().name())));
    }

    private static org.hamcrest.Matcher<String> namesField(String label, String field, String article) {
        return startsWith("<div>\n  <p><em>" + label + "</em>; in " + article + " Pipeline <code>" + field + "</code>");
    }

    private static String help(String field, String language) throws IOException {
        return Files.readString(FORM.resolve("help-" + field + language + ".html"));
    }

    private static String text(Path properties, String key) throws IOException {
        Properties texts = new Properties();
        try (Reader in = Files.newBufferedReader(properties)) {
            texts.load(in);
        }
        return texts.getProperty(key);
    }

    @Test
    public void fieldsAreCheckedForThoseWhoSeeThem() throws Exception {
        FreeStyleProject job = ChoosingTest.job(ParameterValuesTest.full());
        for (String check : List.of(
                "checkGitlabUrl",
                "checkProjectId",
                "checkPackageName",
                "checkPackageVersion",
                "checkDefaultValue",
                "checkCompleteWhen")) {
            String path = job.getUrl() + DESCRIPTOR + check;
            assertThat(path, post(null, path, "?").getContentAsString(), containsString("error"));
            assertThat(post(null, path, "${NAME}").getContentAsString(), containsString("Variables are not replaced"));
        }
        for (String method : List.of(
                "checkGitlabUrl",
                "checkProjectId",
                "checkPackageName",
                "checkPackageVersion",
                "checkDefaultValue",
                "checkCredentialsId",
                "fillCredentialsIdItems")) {
            assertThat(get(job.getUrl() + DESCRIPTOR + method).getStatusCode(), is(oneOf(404, 405)));
        }
        for (String required : List.of("checkProjectId", "checkPackageName")) {
            assertThat(
                    post(null, job.getUrl() + DESCRIPTOR + required, "").getContentAsString(),
                    containsString("Required"));
        }
        for (String optional : List.of("checkGitlabUrl", "checkPackageVersion", "checkDefaultValue")) {
            assertThat(
                    post(null, job.getUrl() + DESCRIPTOR + optional, "").getContentAsString(),
                    not(containsString("error")));
        }
    }

    @Test
    public void credentialsAreForThoseWhoConfigureAndNeverTheSystems() throws Exception {
        FreeStyleProject job = ChoosingTest.job(ParameterValuesTest.full());
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("builder", "configurer")
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .everywhere()
                .to("configurer"));
        String fill = job.getUrl() + DESCRIPTOR + "fillCredentialsIdItems";
        String check = job.getUrl() + DESCRIPTOR + "checkCredentialsId";
        for (String user : List.of("configurer", "admin")) {
            assertThat(
                    post(user, fill, "").getContentAsString(),
                    allOf(containsString("gitlab"), not(containsString("of-the-system"))));
            assertThat(post(user, check, "of-the-system").getContentAsString(), containsString("No such credentials"));
            assertThat(post(user, check, "gitlab").getContentAsString(), not(containsString("No such")));
        }
        assertThat(post("builder", fill, "").getContentAsString(), not(containsString("gitlab")));
        assertThat(
                post("builder", check, "nobody").getContentAsString(),
                is(post("builder", check, "gitlab").getContentAsString()));
        assertThat(
                post("builder", job.getUrl() + DESCRIPTOR + "checkProjectId", "?")
                        .getContentAsString(),
                not(containsString("error")));
    }

    private static GenericPackageVersionParameterDefinition.DescriptorImpl descriptor() {
        return Jenkins.get().getDescriptorByType(GenericPackageVersionParameterDefinition.DescriptorImpl.class);
    }

    private static WebResponse post(String user, String path, String value) throws Exception {
        return request(user, HttpMethod.POST, path, value);
    }

    private static WebResponse get(String path) throws Exception {
        return request(null, HttpMethod.GET, path, "x");
    }

    private static WebResponse request(String user, HttpMethod method, String path, String value) throws Exception {
        WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        if (user != null) {
            client.withBasicApiToken(user);
        }
        URL url = user == null ? client.createCrumbedUrl(path) : new URL(j.getURL(), path + "?");
        String query = "&gitlabUrl=&value=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return client.getPage(new WebRequest(new URL(url + query), method)).getWebResponse();
    }
}
