package io.jenkins.plugins.gitlabgenericpackages.versions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The step in the snippet generator. */
public class VersionsFormTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/jenkins/plugins/gitlabgenericpackages");
    private static final Path FORM = RESOURCES.resolve("versions/GitLabGenericVersionsStep");
    private static final Pattern ENTRY =
            Pattern.compile("<g:entry field=\"(\\w+)\".*?\"\\$\\{%([^}]+)\\}\"", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| `(\\w+)` \\| ([^|]*) \\|.*");

    @ClassRule
    public static final JenkinsRule j = new JenkinsRule();

    private final GitLabGenericVersionsStep.DescriptorImpl form = new GitLabGenericVersionsStep.DescriptorImpl();

    @BeforeClass
    public static void credentials() throws Exception {
        TestCredentials.addDefault();
    }

    @Test
    public void snippetHasWhatIsSet() throws Exception {
        SnippetizerTester tester = new SnippetizerTester(j);
        tester.assertRoundTrip(new GitLabGenericVersionsStep("app"), "gitlabGenericVersions 'app'");
        tester.assertRoundTrip(
                full(),
                "gitlabGenericVersions credentialsId: 'gitlab', gitlabUrl: 'https://gitlab.example.com', limit: 7,"
                        + " order: 'CREATED', packageName: 'app', packageVersion: '1.x', projectId: 'group/app',"
                        + " retries: 0, tokenType: 'PRIVATE'");
    }

    @Test
    public void formKeepsWhatIsSet() throws Exception {
        GitLabGenericVersionsStep step = full();
        j.assertEqualDataBoundBeans(step, new StepConfigTester(j).configRoundTrip(step));
    }

    @Test
    public void checksRefuseWhatTheRunWouldRefuse() {
        Item nobody = null;
        refused(form.doCheckPackageVersion(nobody, "1/0"));
        refused(form.doCheckLimit(nobody, "0"));
        refused(form.doCheckLimit(nobody, "1001"));
        refused(form.doCheckPackageName(nobody, ""));
        assertThat(form.doCheckPackageVersion(nobody, "").kind, is(Kind.OK));
        assertThat(form.doCheckLimit(nobody, "").kind, is(Kind.OK));
        assertThat(form.doCheckProjectId(nobody, "").kind, is(Kind.OK));
        assertThat(form.doFillOrderItems().size(), is(Order.values().length));
    }

    @Test
    public void everyFieldIsExplainedInFormAndTable() throws Exception {
        Map<String, String> labels = new TreeMap<>();
        for (String page : new String[] {
            "versions/GitLabGenericVersionsStep/config.jelly",
            "RegistryStep/connection.jelly",
            "GenericPackageStep/address.jelly",
            "GenericPackageStep/credentials.jelly"
        }) {
            Matcher entry = ENTRY.matcher(Files.readString(RESOURCES.resolve(page)));
            while (entry.find()) {
                labels.put(entry.group(1), entry.group(2));
            }
        }
        Map<String, String> rows = new TreeMap<>();
        Files.readString(Path.of("docs/choose-version.md"))
                .replaceFirst("(?s).*## Look from a Pipeline", "")
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .forEach(row -> rows.put(row.group(2), row.group(1)));
        assertThat(rows, is(labels));
        for (String field : labels.keySet()) {
            String help = "help-" + field + ".html";
            assertThat(
                    field,
                    Files.exists(FORM.resolve(help)) || Files.exists(RESOURCES.resolve("RegistryStep/" + help)),
                    is(true));
        }
        Properties german = new Properties();
        german.load(Files.newBufferedReader(FORM.resolve("config_de.properties")));
        for (String field : new String[] {"packageVersion", "order", "limit"}) {
            String label = labels.get(field);
            String help = Files.readString(FORM.resolve("help-" + field + ".html"));
            assertThat(help, containsString("<em>" + label + "</em>; in a Pipeline <code>" + field + "</code>"));
            String uebersetzt = Files.readString(FORM.resolve("help-" + field + "_de.html"));
            assertThat(uebersetzt, containsString("<em>" + german.getProperty(label) + "</em>"));
        }
    }

    @Test
    public void stepsOfABuildShowWhatIsLookedFor() {
        assertThat(form.argumentsToString(Map.of("packageName", "app")), is("app"));
        assertThat(form.argumentsToString(Map.of("packageName", "app", "packageVersion", "1.x")), is("app 1.x"));
        assertThat(form.argumentsToString(Map.of("packageName", "app")), not(containsString("null")));
        assertThat(form.argumentsToString(Map.of("packageVersion", "1.x")), is("1.x"));
    }

    private static GitLabGenericVersionsStep full() {
        GitLabGenericVersionsStep step = new GitLabGenericVersionsStep("app");
        step.setGitlabUrl("https://gitlab.example.com");
        step.setProjectId("group/app");
        step.setCredentialsId("gitlab");
        step.setTokenType(TokenType.PRIVATE);
        step.setPackageVersion("1.x");
        step.setOrder(Order.CREATED);
        step.setLimit(7);
        step.setRetries(0);
        return step;
    }

    private static void refused(FormValidation check) {
        assertThat(check.kind, is(Kind.ERROR));
    }
}
