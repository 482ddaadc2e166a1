/**
 * The GitLabs that Jenkins knows: their configuration, the credentials for them, the proxy before them, and the checks of
 * what forms say. What is public here is for the steps above, not for other plugins.
 */
package io.jenkins.plugins.gitlabgenericpackages.servers;
