/** Rules of versions and what they take: plain values that know {@code packages} and no other room. */
package io.jenkins.plugins.gitlabgenericpackages.client.versions;
