package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the registry is and how to reach it. */
final class RegistryOptions {
    private static final String CI_ADDRESS = "CI_API_V4_URL";
    private static final String CI_PROJECT = "CI_PROJECT_ID";
    private static final String CI_CERTIFICATES = "CI_SERVER_TLS_CA_FILE";

    @Option(
            names = "--gitlab-url",
            paramLabel = "URL",
            description = "Address of the GitLab, or of its API (default: $" + CI_ADDRESS + ", else "
                    + GitLabUrl.DEFAULT + ").")
    String gitlabUrl;

    @Option(
            names = "--project-id",
            paramLabel = "ID",
            description = "Number or full path of the project, such as 42 or group/sub/app, or its address in that"
                    + " GitLab (default: $" + CI_PROJECT + ").")
    String projectId;

    @Mixin
    TokenOptions token = new TokenOptions();

    @Option(
            names = "--ca-certificates",
            paramLabel = "FILE",
            description = "Certificates in PEM to trust besides Java's own, for a GitLab with a certificate of your"
                    + " own authority (default: $" + CI_CERTIFICATES + ", else none).")
    String caCertificates;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Further attempts for each request that failed in a way that may pass, from 0 to"
                    + " 100 (default: " + RegistrySettings.DEFAULT_RETRIES + ").")
    int retries = RegistrySettings.DEFAULT_RETRIES;

    @Option(
            names = "--verify",
            paramLabel = "WHEN",
            description = "IF_TOLD: a file whose digest is not known is transferred and called not verified; REQUIRED:"
                    + " it fails (default: IF_TOLD).")
    Verify verify = Verify.IF_TOLD;

    /** @throws InvalidRequestException if something is missing or cannot work */
    RegistrySettings settings(Shell shell, int parallel) {
        String ci = shell.variable(CI_ADDRESS).orElse("");
        String url = gitlabUrl != null ? gitlabUrl : ci.isEmpty() ? GitLabUrl.DEFAULT : ci;
        HttpAddress api = GitLabUrl.api(url);
        // The token of the job is for the GitLab that runs the job, and for no other.
        boolean ownGitLab = !ci.isEmpty() && GitLabUrl.api(ci).sameOrigin(api);
        String project = projectId != null ? projectId : shell.variable(CI_PROJECT).orElse("");
        return new RegistrySettings(
                new Registry(url, project, token.find(shell, ownGitLab)),
                new Network(
                        ProxyVariables.find(shell, api), certificates(shell), "--ca-certificates", Timeouts.DEFAULT),
                parallel,
                retries,
                verify,
                false);
    }

    private String certificates(Shell shell) {
        String origin = caCertificates != null ? "--ca-certificates" : CI_CERTIFICATES;
        String file = caCertificates != null ? caCertificates : shell.variable(CI_CERTIFICATES).orElse("");
        if (file.isEmpty()) {
            return "";
        }
        SmallFile read = SmallFile.read(shell, file, origin);
        if (read.isDer()) {
            throw new InvalidRequestException(
                    origin + ": " + file + " is in DER: give it in PEM, as 'openssl x509 -inform der' writes it");
        }
        String pem = read.text();
        try {
            TrustedCertificates.parse(pem);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(origin + ": " + e.getMessage());
        }
        return pem;
    }
}
