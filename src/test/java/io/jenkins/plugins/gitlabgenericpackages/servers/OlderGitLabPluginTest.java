package io.jenkins.plugins.gitlabgenericpackages.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.dabsquared.gitlabjenkins.connection.GitLabApiTokenImpl;
import hudson.util.Secret;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import jenkins.model.Jenkins;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Jenkins does not load a plugin whose optional dependency is there, but older than it was built with. */
public class OlderGitLabPluginTest {
    private static final String OLDER = "1.5.20";

    @Rule
    public final RegistryRule registry = new RegistryRule();

    @Rule
    public final RealJenkinsRule jenkins = new RealJenkinsRule().omitPlugins("gitlab-plugin");

    @Test
    public void loadsBesideItAndReadsItsTokens() throws Throwable {
        install();
        String script = "node { writeFile file: 'a.txt', text: 'hello'; "
                + registry.upload("file: 'a.txt', credentialsId: 'api-token'") + " }";
        jenkins.then(new Upload(script));
        assertThat(registry.names(), contains("a.txt"));
    }

    /** Puts the plugin there as if it were an older one. */
    private void install() throws IOException {
        File plugins = new File(jenkins.getHome(), "plugins");
        plugins.mkdirs();
        try (JarInputStream in =
                new JarInputStream(getClass().getResourceAsStream("/test-dependencies/gitlab-plugin.hpi"))) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Plugin-Version", OLDER);
            try (JarOutputStream out =
                    new JarOutputStream(new FileOutputStream(new File(plugins, "gitlab-plugin.jpi")), manifest)) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
    }

    /** Runs in the Jenkins with the older plugin. */
    private record Upload(String script) implements RealJenkinsRule.Step {
        @Override
        public void run(JenkinsRule j) throws Exception {
            assertThat(Jenkins.get().pluginManager.getPlugin("gitlab-plugin").getVersion(), is(OLDER));
            TestCredentials.add(
                    j.jenkins,
                    new GitLabApiTokenImpl(
                            CredentialsScope.GLOBAL, "api-token", "", Secret.fromString(TestCredentials.TOKEN)));
            Pipelines.run(j, script);
        }
    }
}
