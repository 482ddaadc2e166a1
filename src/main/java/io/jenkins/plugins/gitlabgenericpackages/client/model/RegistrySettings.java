package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.io.Serializable;

/**
 * Where the registry is and how to reach it: plain data that travels to an agent. {@link #toString} shows no secret.
 *
 * @param gitlabUrl the GitLab or its API
 * @param projectId number or full path of the project
 * @param proxy null for a direct connection
 * @param caCertificates certificates in PEM that are trusted besides Java's own; empty for none
 * @param parallel transfers at a time, 1 to 16
 * @param retries further attempts for each request, 0 or more
 */
public record RegistrySettings(
        String gitlabUrl,
        String projectId,
        Token token,
        ProxySettings proxy,
        String caCertificates,
        int parallel,
        int retries,
        Timeouts timeouts)
        implements Serializable {
    public static final int DEFAULT_PARALLEL = 4;
    public static final int MOST_PARALLEL = 16;
    public static final int DEFAULT_RETRIES = 5;
    public static final int MOST_RETRIES = 100;

    /** @throws InvalidRequestException if one of the values cannot work */
    public RegistrySettings {
        GitLabUrl.api(gitlabUrl);
        projectId = checkedProjectId(projectId);
        checkCertificates(caCertificates);
        checkParallel(parallel);
        checkRetries(retries);
    }

    public static void checkCertificates(String pem) {
        try {
            if (!pem.isBlank()) {
                TrustedCertificates.parse(pem);
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("The CA certificates of this GitLab are wrong: " + e.getMessage());
        }
    }

    /** @throws InvalidRequestException if no project can have that id or path */
    public static String checkedProjectId(String projectId) {
        String id =
                projectId == null ? "" : projectId.strip().replace("%2F", "/").replace("%2f", "/");
        if (id.isEmpty()) {
            throw new InvalidRequestException("projectId is missing: give the number or the full path of the project");
        }
        if (!id.matches("[0-9]+|[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*(/[\\p{L}\\p{N}_.-]+)+") || id.contains("..")) {
            throw new InvalidRequestException(
                    "projectId '" + id + "' is neither a number nor a full path such as group/subgroup/project");
        }
        return id;
    }

    /** @throws InvalidRequestException if it is not from 1 to 16 */
    public static void checkParallel(int parallel) {
        if (parallel < 1 || parallel > MOST_PARALLEL) {
            throw new InvalidRequestException("parallel must be from 1 to " + MOST_PARALLEL);
        }
    }

    /** @throws InvalidRequestException if it is negative or absurd */
    public static void checkRetries(int retries) {
        if (retries < 0 || retries > MOST_RETRIES) {
            throw new InvalidRequestException("retries must be from 0 to " + MOST_RETRIES);
        }
    }

    public HttpAddress project() {
        HttpAddress api = GitLabUrl.api(gitlabUrl);
        return api.withTarget(api.target() + "/projects/" + PercentEncoding.segment(projectId));
    }
}
