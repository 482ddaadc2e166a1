/**
 * What callers and the client's rooms say to each other: requests, settings, tokens, events, failures. Plain values; they
 * know {@code packages} and {@code http} and no other room.
 */
package io.jenkins.plugins.gitlabgenericpackages.client.model;
