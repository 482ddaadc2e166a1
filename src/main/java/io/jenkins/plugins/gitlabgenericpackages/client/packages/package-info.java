/**
 * What a package is made of: names, files, digests, and what is known of them. Values that check themselves, also when
 * they come from another machine; they know {@code http}'s texts and no other room.
 */
package io.jenkins.plugins.gitlabgenericpackages.client.packages;
