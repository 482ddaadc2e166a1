package io.jenkins.plugins.gitlabgenericpackages.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import hudson.ExtensionList;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import jenkins.model.Jenkins;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** The plugins whose tokens are read besides may be absent; in the other tests they are always there. */
public class WithoutGitLabPluginTest {
    @Rule
    public final RegistryRule registry = new RegistryRule();

    @Rule
    public final RealJenkinsRule jenkins = new RealJenkinsRule().omitPlugins("gitlab-plugin");

    @Test
    public void otherCredentialsWork() throws Throwable {
        String script = "node { writeFile file: 'a.txt', text: 'hello'; " + registry.upload("file: 'a.txt'") + " }";
        jenkins.then(new Upload(registry.url(), script));
        assertThat(registry.names(), contains("a.txt"));
    }

    /** Runs in the Jenkins without the plugin. */
    private record Upload(String url, String script) implements RealJenkinsRule.Step {
        @Override
        public void run(JenkinsRule j) throws Exception {
            assertThat(Jenkins.get().getPlugin("gitlab-plugin"), nullValue());
            TestCredentials.addDefault();
            Pipelines.run(j, script);
            GitLabServer.DescriptorImpl form = ExtensionList.lookupSingleton(GitLabServer.DescriptorImpl.class);
            assertThat(form.doCheckCredentialsId("gitlab", url).kind, is(FormValidation.Kind.OK));
            assertThat(form.doFillCredentialsIdItems("", url).size(), is(2));
        }
    }
}
