/**
 * Rules of versions and what they take: plain values that know {@code packages} and no other room. Semantic versions are
 * semver4j's, see {@link io.jenkins.plugins.gitlabgenericpackages.client.versions.SemanticRange}.
 */
package io.jenkins.plugins.gitlabgenericpackages.client.versions;
