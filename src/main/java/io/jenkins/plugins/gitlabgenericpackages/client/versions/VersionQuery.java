package io.jenkins.plugins.gitlabgenericpackages.client.versions;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import java.io.Serializable;

/**
 * Which versions of a package somebody wants to see.
 *
 * @param limit how many of them at most, 1 to 1000
 */
public record VersionQuery(PackageSource source, Order order, int limit) implements Serializable {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MOST = 1000;

    /** @throws InvalidRequestException if the limit cannot work; also when one is deserialised */
    public VersionQuery {
        checkLimit(limit);
    }

    /** @throws InvalidRequestException if it is not from 1 to 1000 */
    public static void checkLimit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidRequestException("limit must be from 1 to " + MOST);
        }
    }
}
