package io.jenkins.plugins.gitlabgenericpackages;

import org.junit.ClassRule;
import org.junit.Rule;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;

/** What tests with a Jenkins begin with: one Jenkins for the class, and a registry for each test. */
public abstract class JenkinsTest {
    @ClassRule
    public static final JenkinsRule j = new JenkinsRule();

    @ClassRule
    public static final BuildWatcher watcher = new BuildWatcher();

    @Rule
    public final RegistryRule registry = new RegistryRule();
}
