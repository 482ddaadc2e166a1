package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.Serializable;

/**
 * Where the registry is and how to work with it: plain data that travels to an agent. {@link #toString} shows no secret.
 *
 * @param parallel parallel transfers, 1 to 32, or 0 for a number that the transfer finds itself
 * @param retries further attempts for each request, 0 or more
 * @param verify what happens to a file whose SHA-256 is not known
 * @param md5 whether the caller wants to know the MD5 of each file, as far as it can be known
 */
public record RegistrySettings(
        Registry registry, Network network, int parallel, int retries, Verify verify, boolean md5)
        implements Serializable {
    public static final int AUTOMATIC = 0;
    public static final int MOST_PARALLEL = 32;
    public static final int DEFAULT_RETRIES = 5;
    public static final int MOST_RETRIES = 100;

    /** @throws InvalidRequestException if one of the values cannot work */
    public RegistrySettings {
        checkParallel(parallel);
        checkRetries(retries);
    }

    /** Returns the same for short questions, which a GitLab that says nothing holds for half a minute a try. */
    public RegistrySettings impatient(int retries) {
        Network impatient =
                new Network(network.proxy(), network.caCertificates(), network.certificatesPlace(), Timeouts.IMPATIENT);
        return new RegistrySettings(registry, impatient, parallel, retries, verify, false);
    }

    /** @throws InvalidRequestException if it is not from 0 to 32 */
    public static void checkParallel(int parallel) {
        if (parallel < AUTOMATIC || parallel > MOST_PARALLEL) {
            throw new InvalidRequestException("parallel must be from 0 to " + MOST_PARALLEL);
        }
    }

    /** @throws InvalidRequestException if it is negative or absurd */
    public static void checkRetries(int retries) {
        if (retries < 0 || retries > MOST_RETRIES) {
            throw new InvalidRequestException("retries must be from 0 to " + MOST_RETRIES);
        }
    }
}
