package io.jenkins.plugins.gitlabgenericpackages;

import io.jenkins.plugins.gitlabgenericpackages.standin.RegistryBuilder;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Requests;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A stand-in registry, new for each test, and the texts of Pipeline steps that talk to it. */
public final class RegistryRule extends ExternalResource {
    public static final Duration SOON = Duration.ofSeconds(60);
    public static final long PROJECT = 7;

    private final TemporaryFolder folder = new TemporaryFolder();
    private StandInRegistry registry;

    @Override
    protected void before() throws IOException {
        folder.create();
        use(StandInRegistry.builder(folder.getRoot().toPath()));
    }

    /** Starts another registry in place of the present one. */
    public void use(RegistryBuilder builder) throws IOException {
        if (registry != null) {
            registry.close();
        }
        registry = builder.start();
    }

    public RegistryBuilder builder() {
        return StandInRegistry.builder(folder.getRoot().toPath());
    }

    @Override
    protected void after() {
        try {
            registry.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            folder.delete();
        }
    }

    public StandInRegistry get() {
        return registry;
    }

    public String url() {
        return registry.url().toString();
    }

    public Requests requests() {
        return registry.requests();
    }

    public Fault fault(Fault fault) {
        return registry.faults().add(fault);
    }

    public void add(String fileName, String content) {
        registry.addFile(PROJECT, "app", "1.0", fileName, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the stored names of the package, oldest first. */
    public List<String> names() {
        return files().stream().map(StoredFile::fileName).toList();
    }

    public List<StoredFile> files() {
        return registry.files(PROJECT, "app", "1.0");
    }

    public String content(int number) throws IOException {
        return Files.readString(files().get(number).blob());
    }

    /** Returns an upload to package app 1.0; the given parameters win over those that it has anyway. */
    public String upload(String parameters) {
        return "gitlabGenericUpload(" + withCommon(parameters) + ")";
    }

    /** Returns a download from package app 1.0; the given parameters win over those that it has anyway. */
    public String download(String parameters) {
        return "gitlabGenericDownload(" + withCommon(parameters) + ")";
    }

    /** Returns a look at the versions of package app; the given parameters win over those that it has anyway. */
    public String versions(String parameters) {
        return "gitlabGenericVersions(" + withCommon(parameters).replace("packageVersion: '1.0', ", "") + ")";
    }

    /** Returns a cleanup of package app; the given parameters win over those that it has anyway. */
    public String cleanup(String parameters) {
        return "gitlabGenericCleanup(" + withCommon(parameters).replace("packageVersion: '1.0', ", "") + ")";
    }

    private String withCommon(String parameters) {
        Map<String, String> common = new LinkedHashMap<>();
        common.put("gitlabUrl", "'" + url() + "'");
        common.put("projectId", "'" + PROJECT + "'");
        common.put("credentialsId", "'gitlab'");
        common.put("packageName", "'app'");
        common.put("packageVersion", "'1.0'");
        common.put("retries", "0");
        return common.entrySet().stream()
                .filter(each -> !parameters.contains(each.getKey() + ": "))
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining(", ", "", parameters.isEmpty() ? "" : ", " + parameters));
    }

    /** Fills in what a build step needs to reach the registry. */
    public <T extends RegistryStep> T connect(T step) {
        step.setGitlabUrl(url());
        step.setProjectId(Long.toString(PROJECT));
        step.setCredentialsId("gitlab");
        step.setRetries(0);
        return step;
    }
}
