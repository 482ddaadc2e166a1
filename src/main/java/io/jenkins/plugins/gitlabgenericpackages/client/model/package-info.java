/**
 * What callers and the client's rooms say to each other: requests, settings, names, tokens, results, failures. Values
 * that check themselves; they know {@code http} and no other room.
 */
package io.jenkins.plugins.gitlabgenericpackages.client.model;
