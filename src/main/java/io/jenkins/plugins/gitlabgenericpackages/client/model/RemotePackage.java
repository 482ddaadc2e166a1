package io.jenkins.plugins.gitlabgenericpackages.client.model;

import java.time.Instant;
import java.util.Optional;

/** A package version that GitLab lists. */
public record RemotePackage(long id, String name, String version, Optional<Instant> createdAt) {}
