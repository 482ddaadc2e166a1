/**
 * What HTTP messages are made of: addresses, headers, heads as they go over the wire. Knows neither sockets nor GitLab.
 */
package io.jenkins.plugins.gitlabgenericpackages.client.http.message;
