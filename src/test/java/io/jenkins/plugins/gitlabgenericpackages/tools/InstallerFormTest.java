package io.jenkins.plugins.gitlabgenericpackages.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Item;
import hudson.model.JDK;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import hudson.tasks.Maven;
import hudson.tools.InstallSourceProperty;
import hudson.tools.ToolInstallation;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.gitlabgenericpackages.JenkinsTest;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
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
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.After;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The installer in the configuration of tools. */
public class InstallerFormTest extends JenkinsTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/jenkins/plugins/gitlabgenericpackages");
    private static final Path FORM = RESOURCES.resolve("tools/GitLabGenericPackageInstaller");
    private static final List<String> PAGES = List.of(
            "tools/GitLabGenericPackageInstaller/config.jelly",
            "GenericPackageStep/address.jelly",
            "GenericPackageStep/credentials.jelly");
    private static final Pattern ENTRY =
            Pattern.compile("<g:entry field=\"(\\w+)\".*?\"\\$\\{%([^}]+)\\}\"", Pattern.DOTALL);
    private static final String DESCRIPTOR = "descriptorByName/" + GitLabGenericPackageInstaller.class.getName() + "/";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @BeforeClass
    public static void credentials() throws Exception {
        TestCredentials.addDefault();
        TestCredentials.add(Jenkins.get(), TestCredentials.ofTheSystem("of-the-system"));
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("deploy", AcceptedToken.DEPLOY.value()));
    }

    @After
    public void letEverybodyIn() {
        j.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    @Test
    public void formKeepsWhatIsSet() throws Exception {
        GitLabGenericPackageInstaller small =
                new GitLabGenericPackageInstaller(null, "group/tools", "jdk", "21.x", "jdk-{os}-{arch}.tar.gz");
        GitLabGenericPackageInstaller full =
                new GitLabGenericPackageInstaller("linux && amd64", "7", "jdk", "21.0.4", "jdk.tar.gz");
        full.setGitlabUrl("https://gitlab.example.com");
        full.setCredentialsId("of-the-system");
        full.setTokenType(TokenType.JOB);
        full.setSubdir("Contents/Home");
        full.setStripComponents(2);
        full.setSha256("0".repeat(64));
        full.setChecksums("SHA256SUMS");
        j.jenkins
                .getDescriptorByType(JDK.DescriptorImpl.class)
                .setInstallations(new JDK("21", "", List.of(new InstallSourceProperty(List.of(small, full)))));
        j.submit(j.createWebClient().goTo("configureTools").getFormByName("config"));
        List<?> stored = installers(j.jenkins.getJDK("21"));
        assertThat(stored.size(), is(2));
        j.assertEqualDataBoundBeans(small, stored.get(0));
        j.assertEqualDataBoundBeans(full, stored.get(1));
        assertThat(((GitLabGenericPackageInstaller) stored.get(1)).getLabel(), is("linux && amd64"));
    }

    @Test
    public void configurationAsCodeIsReadAndWrittenAlike() throws Exception {
        String read = getClass().getResource("InstallerFormTest/tools.yaml").toString();
        ConfigurationAsCode.get().configure(read);
        List<?> before = installers(maven());
        CNode exported = Util.getToolRoot(new ConfigurationContext(ConfiguratorRegistry.get()));
        String yaml = Util.toYamlString(exported.asMapping().get("maven"));
        j.jenkins.getDescriptorByType(Maven.DescriptorImpl.class).setInstallations();
        Path again = temporary.newFile("again.yaml").toPath();
        Files.writeString(again, "tool:\n  maven:\n" + yaml.indent(4));
        ConfigurationAsCode.get().configure(again.toString());
        List<?> after = installers(maven());
        assertThat(after.size(), is(2));
        for (int i = 0; i < 2; i++) {
            j.assertEqualDataBoundBeans(before.get(i), after.get(i));
        }
        GitLabGenericPackageInstaller full = (GitLabGenericPackageInstaller) after.get(1);
        assertThat(full.getLabel(), is("windows"));
        assertThat(full.getStripComponents(), is(0));
        assertThat(full.getFile(), is("maven-{os}-{arch}.zip"));
        assertThat(full.getTokenType(), is(TokenType.DEPLOY));
    }

    @Test
    public void testTellsWhatWouldBeInstalledWhere() throws Exception {
        for (String file : List.of("jdk-linux-amd64.tar.gz", "jdk-linux-musl-amd64.tar.gz", "jdk-mac-arm64.tar.gz")) {
            registry.get().addFile(7, "jdk", "21.0.4", file, "content".getBytes());
        }
        FormValidation answer = test("21.x", "jdk-{os}-{arch}.tar.gz", "");
        assertThat(answer.kind, is(Kind.OK));
        assertThat(
                answer.getMessage(),
                is("jdk 21.0.4: linux amd64: jdk-linux-amd64.tar.gz (7 B); linux-musl amd64:"
                        + " jdk-linux-musl-amd64.tar.gz (7 B); mac arm64: jdk-mac-arm64.tar.gz (7 B)"));
        assertThat(registry.requests().count(Route.DOWNLOAD), is(0));
        assertThat(
                test("21.0.4", "jdk-linux-amd64.tar.gz", "").getMessage(),
                is("jdk 21.0.4: every agent: jdk-linux-amd64.tar.gz (7 B)"));
    }

    @Test
    public void testTellsWhatIsWrong() throws Exception {
        registry.get().addFile(7, "jdk", "21.0.4", "jdk-linux-amd64.tar.gz", "content".getBytes());
        assertThat(
                test("21.x", "jdk_{os}.tar.gz", "").renderHtml(),
                containsString("jdk 21.0.4 has no file jdk_{os}.tar.gz for any platform that is known here. It has"
                        + " jdk-linux-amd64.tar.gz"));
        assertThat(
                test("21.x", "jdk-linux-amd64.tar.gz", "0".repeat(64)).renderHtml(),
                containsString("The SHA-256 here is of another file than what jdk 21.0.4 has"));
        assertThat(test("17.x", "jdk.tar.gz", "").renderHtml(), containsString("fits &#039;17.x&#039;"));
        assertThat(test("", "jdk.tar.gz", "").renderHtml(), containsString("packageVersion is missing"));
        assertThat(test("21.x", "", "").renderHtml(), containsString("file is missing"));
    }

    /** GitLab lists nothing to it, and lets it download all the same. */
    @Test
    public void testWorksWithADeployToken() throws Exception {
        for (String file : List.of("jdk-linux-amd64.tar.gz", "jdk-mac-arm64.tar.gz")) {
            registry.get().addFile(7, "jdk", "21.0.4", file, "content".getBytes());
        }
        FormValidation answer = test("21.0.4", "jdk-{os}-{arch}.tar.gz", "", "deploy");
        assertThat(
                answer.getMessage(),
                is("jdk 21.0.4: linux amd64: jdk-linux-amd64.tar.gz (7 B); mac arm64: jdk-mac-arm64.tar.gz (7 B)"));
        assertThat(answer.kind, is(Kind.OK));
        assertThat(
                test("21.0.4", "jdk-linux-amd64.tar.gz", "0".repeat(64), "deploy")
                        .renderHtml(),
                containsString("The SHA-256 here is of another file than what jdk 21.0.4 has"));
        assertThat(
                test("21.0.4", "jdk_{os}.tar.gz", "", "deploy").renderHtml(),
                containsString("jdk 21.0.4 has no file jdk_{os}.tar.gz for any platform that is known here"));
        assertThat(test("21.x", "jdk.tar.gz", "", "deploy").kind, is(Kind.ERROR));
        assertThat(
                registry.requests().of(Route.DOWNLOAD).stream()
                        .filter(request -> request.method().equals("GET"))
                        .filter(request -> !"bytes=0-0".equals(request.header("Range")))
                        .count(),
                is(0L));
    }

    private FormValidation test(String version, String file, String sha256) throws Exception {
        return test(version, file, sha256, "of-the-system");
    }

    private FormValidation test(String version, String file, String sha256, String credentialsId) throws Exception {
        return j.jenkins
                .getDescriptorByType(GitLabGenericPackageInstaller.DescriptorImpl.class)
                .doTest(registry.url(), "7", "jdk", version, file, sha256, credentialsId, "AUTO");
    }

    /** Neither a page nor a build waits long for a GitLab that says nothing. */
    @Test
    public void controllerAsksImpatiently() throws Exception {
        RegistrySettings settings = Tools.installer(registry, "jdk", "21.x").question(null, "this tool", 1);
        assertThat(settings.network().timeouts(), is(Timeouts.IMPATIENT));
        assertThat(settings.retries(), is(1));
    }

    @Test
    public void fieldsAreChecked() throws Exception {
        for (String check : List.of(
                "checkGitlabUrl",
                "checkProjectId",
                "checkPackageName",
                "checkPackageVersion",
                "checkFile",
                "checkStripComponents",
                "checkSha256",
                "checkChecksums")) {
            assertThat(check, post(null, check, "?/"), containsString("error"));
            assertThat(check, get(check), is(oneOf(404, 405)));
        }
        assertThat(post(null, "checkFile", "jdk-{os}-{arch}.tar.gz"), not(containsString("error")));
        assertThat(post(null, "checkFile", "{os}/{arch}/jq"), not(containsString("error")));
        assertThat(post(null, "checkFile", "../jq"), containsString("such as jdk-{os}-{arch}.tar.gz"));
        for (String outside : List.of("..", "a/../..", "/opt", "C:\\jdk", "\\jdk")) {
            assertThat(outside, post(null, "checkSubdir", outside), containsString("Give a folder in the tool"));
        }
        assertThat(post(null, "checkSubdir", "Contents/Home..x"), not(containsString("error")));
        for (String required : List.of("checkProjectId", "checkPackageName", "checkPackageVersion", "checkFile")) {
            assertThat(post(null, required, ""), containsString("Required"));
        }
        assertThat(post(null, "checkPackageName", "${NAME}"), containsString("Variables are not replaced"));
    }

    @Test
    public void everythingIsTheAdministrators() throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ, Item.READ, Item.CONFIGURE, Item.EXTENDED_READ)
                .everywhere()
                .to("reader"));
        assertThat(post("admin", "fillCredentialsIdItems", ""), containsString("of-the-system"));
        assertThat(post("reader", "fillCredentialsIdItems", ""), not(containsString("of-the-system")));
        assertThat(post("admin", "checkCredentialsId", "nobody"), containsString("No such credentials"));
        assertThat(post("admin", "checkCredentialsId", "of-the-system"), not(containsString("No such credentials")));
        assertThat(post("reader", "checkCredentialsId", "nobody"), is(post("reader", "checkCredentialsId", "gitlab")));
        assertThat(post("reader", "checkFile", "../jq"), not(containsString("error")));
        assertThat(request("reader", HttpMethod.POST, "test", "").getStatusCode(), is(403));
        assertThat(request("admin", HttpMethod.POST, "test", "").getStatusCode(), is(200));
        assertThat(request("admin", HttpMethod.GET, "test", "").getStatusCode(), is(oneOf(404, 405)));
    }

    @Test
    public void everyFieldHasHelpThatNamesIt() throws Exception {
        Map<String, String> labels = labels();
        for (Map.Entry<String, String> field : labels.entrySet()) {
            assertThat(help(field.getKey(), ""), startsWith("<div>\n  <p><em>" + field.getValue() + "</em>; in"));
            String german = german(field.getValue());
            assertThat(help(field.getKey(), "_de"), startsWith("<div>\n  <p><em>" + german + "</em>; in"));
            assertThat(help(field.getKey(), "_de"), containsString("Code <code>" + field.getKey() + "</code>"));
        }
        assertThat(labels.size(), is(11));
    }

    @Test
    public void documentationHasEveryField() throws Exception {
        Map<String, String> rows = new TreeMap<>();
        Matcher row =
                Pattern.compile("\\| ([^|`]+) \\| `(\\w+)` \\|").matcher(Files.readString(Path.of("docs/tools.md")));
        while (row.find()) {
            rows.put(row.group(2), row.group(1));
        }
        assertThat(rows, is(labels()));
    }

    private static Map<String, String> labels() throws Exception {
        Map<String, String> labels = new TreeMap<>();
        for (String page : PAGES) {
            Matcher entry = ENTRY.matcher(Files.readString(RESOURCES.resolve(page)));
            while (entry.find()) {
                labels.put(entry.group(1), entry.group(2));
            }
        }
        return labels;
    }

    private static String help(String field, String language) throws Exception {
        return Files.readString(FORM.resolve("help-" + field + language + ".html"));
    }

    private static String german(String label) throws Exception {
        Properties texts = new Properties();
        for (String page : PAGES) {
            Path german = RESOURCES.resolve(page.replace(".jelly", "_de.properties"));
            texts.load(Files.newBufferedReader(german));
        }
        return texts.getProperty(label);
    }

    private static ToolInstallation maven() {
        return Jenkins.get().getDescriptorByType(Maven.DescriptorImpl.class).getInstallations()[0];
    }

    private static List<?> installers(ToolInstallation tool) {
        return tool.getProperties().get(InstallSourceProperty.class).installers.stream()
                .toList();
    }

    private static String post(String user, String method, String value) throws Exception {
        return request(user, HttpMethod.POST, method, value).getContentAsString();
    }

    private static int get(String method) throws Exception {
        return request(null, HttpMethod.GET, method, "x").getStatusCode();
    }

    private static WebResponse request(String user, HttpMethod method, String name, String value) throws Exception {
        WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        String path = DESCRIPTOR + name;
        if (user != null) {
            client.withBasicApiToken(user);
        }
        URL url = user == null ? client.createCrumbedUrl(path) : new URL(j.getURL(), path + "?");
        Map<String, String> parameters = Map.of("gitlabUrl", "", "credentialsId", "", "value", value);
        String query = parameters.entrySet().stream()
                .map(each -> "&" + each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        return client.getPage(new WebRequest(new URL(url + query), method)).getWebResponse();
    }
}
