package io.jenkins.plugins.gitlabgenericpackages;

import org.junit.BeforeClass;

/** What tests of builds begin with: also a token for the registry, under the id that its parameters name. */
public abstract class StepTest extends JenkinsTest {
    @BeforeClass
    public static void credentials() throws Exception {
        TestCredentials.addDefault();
    }
}
