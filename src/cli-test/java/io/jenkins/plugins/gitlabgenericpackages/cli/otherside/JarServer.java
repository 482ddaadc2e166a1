package io.jenkins.plugins.gitlabgenericpackages.cli.otherside;

import io.jenkins.plugins.gitlabgenericpackages.cli.Main;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RecordedRequest;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** In the place of GitHub: has the jar of a release, and gives it to anybody. */
final class JarServer implements AutoCloseable {
    static final String RELEASES =
            "https://github.com/jenkinsci/gitlab-generic-packages-plugin/releases/download/$GENERIC_PACKAGES_VERSION";
    static final String VERSION = "1.0";

    private static final String JAR = "gitlab-generic-packages.jar";

    private final StandInRegistry github;
    private final byte[] jar = jar();
    private final String sha256;

    JarServer(Path dir) throws IOException {
        github = StandInRegistry.builder(dir).project(Project.ofPublic(1, "open/releases")).start();
        sha256 = github.addFile(1, "releases", VERSION, JAR, jar).sha256();
    }

    /** Returns the text with this server in the place of GitHub. */
    String inPlaceOfGitHub(String text) {
        return text.replace(
                RELEASES, github.url() + "/api/v4/projects/1/packages/generic/releases/$GENERIC_PACKAGES_VERSION");
    }

    String sha256() {
        return sha256;
    }

    byte[] content() {
        return jar.clone();
    }

    /** Puts something else where the jar was. */
    void replaceJar() {
        github.addFile(1, "releases", VERSION, JAR, new byte[] {1});
    }

    List<RecordedRequest> requests() {
        return github.requests().all();
    }

    /** Returns a jar that runs the classes under test. */
    private static byte[] jar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JarOutputStream(out, manifest).close();
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        github.close();
    }
}
