package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long to wait for nothing. There is no limit on a whole transfer.
 *
 * @param connect for a connection to one address of the host, with the proxy's tunnel and TLS
 * @param stall without progress in either direction: a byte that comes, or a write of up to 128 KiB that ends
 * @param answer for the answer after the last byte of an upload: GitLab may be moving the file meanwhile
 * @param proceed for the {@code 100 Continue} of a server that may not know it, whatever else it says meanwhile
 */
public record Timeouts(Duration connect, Duration stall, Duration answer, Duration proceed) implements Serializable {
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofSeconds(5));

    /** For short questions whose answers people, builds or other questions wait for. */
    public static final Timeouts IMPATIENT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(5));
}
