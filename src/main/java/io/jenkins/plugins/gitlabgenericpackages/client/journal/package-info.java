/**
 * What a transfer leaves to the one that goes on with it: after a restart of Jenkins, or the return of a lost agent. For
 * the rooms above, and for whoever lets a transfer go on.
 */
package io.jenkins.plugins.gitlabgenericpackages.client.journal;
