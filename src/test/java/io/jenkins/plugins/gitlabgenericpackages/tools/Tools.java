package io.jenkins.plugins.gitlabgenericpackages.tools;

import hudson.model.JDK;
import hudson.tasks.Maven;
import hudson.tasks.Maven.MavenInstallation;
import hudson.tools.InstallSourceProperty;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import java.io.IOException;
import java.util.List;
import org.jvnet.hudson.test.JenkinsRule;

/** Configures tools of Jenkins that come from the registry. */
final class Tools {
    private Tools() {}

    /** Returns an installer of version 1.0 of a package, with whatever a test does not care about. */
    static GitLabGenericPackageInstaller installer(RegistryRule registry, String packageName, String version) {
        return installer(registry, packageName, version, packageName + ".tar.gz");
    }

    static GitLabGenericPackageInstaller installer(
            RegistryRule registry, String packageName, String version, String file) {
        GitLabGenericPackageInstaller installer =
                new GitLabGenericPackageInstaller(null, "7", packageName, version, file);
        installer.setGitlabUrl(registry.url());
        installer.setCredentialsId("gitlab");
        return installer;
    }

    /** Configures the only JDK, as saving the page of the tools does: another object each time. */
    static JDK jdk(JenkinsRule j, String name, GitLabGenericPackageInstaller installer) throws IOException {
        JDK jdk = new JDK(name, "", List.of(new InstallSourceProperty(List.of(installer))));
        j.jenkins.getDescriptorByType(JDK.DescriptorImpl.class).setInstallations(jdk);
        return jdk;
    }

    static MavenInstallation maven(JenkinsRule j, String name, GitLabGenericPackageInstaller installer)
            throws IOException {
        MavenInstallation maven =
                new MavenInstallation(name, "", List.of(new InstallSourceProperty(List.of(installer))));
        j.jenkins.getDescriptorByType(Maven.DescriptorImpl.class).setInstallations(maven);
        return maven;
    }
}
